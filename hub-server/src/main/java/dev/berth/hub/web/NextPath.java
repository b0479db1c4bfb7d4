package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The page to open after signing in: only a path of this site. */
@Component
public class NextPath {

    private static final int MAX_LENGTH = 4_096;

    private final Links links;

    NextPath(Links links) {
        this.links = links;
    }

    /** The requested path if it is below the base URL, in its canonical form; otherwise the home page. */
    public String of(@Nullable String wish) {
        String home = links.url("/hub/home");
        if (wish == null || wish.isEmpty() || wish.length() > MAX_LENGTH || !isPlain(wish)) {
            return home;
        }
        String withoutFragment = wish.split("#", 2)[0];
        int question = withoutFragment.indexOf('?');
        String path = question < 0 ? withoutFragment : withoutFragment.substring(0, question);
        String canonical = CanonicalPath.of(path);
        return canonical == null || !canonical.startsWith(links.baseUrl())
                ? home
                : canonical + (question < 0 ? "" : withoutFragment.substring(question));
    }

    /** Visible ASCII without a backslash: browsers skip tabs and line breaks, and treat a backslash as a slash. */
    private static boolean isPlain(String wish) {
        return wish.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '\\');
    }
}
