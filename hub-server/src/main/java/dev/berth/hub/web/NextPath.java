package dev.berth.hub.web;

import dev.berth.spi.route.RequestPath;
import dev.berth.spi.route.ServerPaths;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The page to open next: only a path of this site, with its query and fragment. What belongs to a server stays as it is, byte for byte (RFC 3986, section 2.2: an escaped delimiter is not a delimiter).
 */
@Component
public class NextPath {

    private static final int MAX_LENGTH = 4_096;

    /** Scheme and authority (RFC 3986, section 3.2), without user information: nobody writes one into a link to a hub. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#\\\\@]+)([/?#].*)?");

    /** It acts by being opened, and nobody signs in to be signed out. */
    private static final String SIGN_OUT = "/hub/logout";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Links links;

    NextPath(Links links) {
        this.links = links;
    }

    /** The parameter that takes such a path along to another page; nothing for no path. */
    public static String parameter(String path) {
        return path.isEmpty() ? "" : "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** The wish if it is a path below the base URL, or an address of this very host; else the page that knows where a person lands. */
    public String of(@Nullable String wish, HttpServletRequest request) {
        return of(wish, request, links.url("/hub/"));
    }

    /** As {@link #of(String, HttpServletRequest)}, with another answer where there is no such wish. */
    public String of(@Nullable String wish, HttpServletRequest request, String otherwise) {
        if (wish == null || wish.length() > MAX_LENGTH || wish.chars().anyMatch(Character::isISOControl)) {
            return otherwise;
        }
        String local = local(wish, request);
        return local == null ? otherwise : local;
    }

    private @Nullable String local(String wish, HttpServletRequest request) {
        Matcher absolute = ABSOLUTE.matcher(wish);
        String rest = wish;
        if (absolute.matches()) {
            if (!isOurs(absolute.group(1), absolute.group(2), request)) {
                return null;
            }
            String behind = absolute.group(3) == null ? "" : absolute.group(3);
            rest = behind.startsWith("/") ? behind : "/" + behind;
        }
        int end = pathEnd(rest);
        String path = path(visible(rest.substring(0, end)));
        return path == null ? null : path + visible(rest.substring(end));
    }

    private static int pathEnd(String wish) {
        for (int i = 0; i < wish.length(); i++) {
            if (wish.charAt(i) == '?' || wish.charAt(i) == '#') {
                return i;
            }
        }
        return wish.length();
    }

    /** The path in the form in which it can be sent to a browser, which takes two slashes or backslashes at its beginning for a host. */
    private @Nullable String path(String raw) {
        RequestPath target = RequestPath.of(raw);
        if (target == null || !target.decisive().startsWith(links.baseUrl())) {
            return null;
        }
        String below = target.decisive().substring(links.baseUrl().length() - 1);
        String server = ServerPaths.prefix(below);
        if (server != null) {
            return target.behind(links.url(server));
        }
        return target.isWhole() && !below.equals(SIGN_OUT) ? target.decisive() : null;
    }

    /** Only the path of such an address is taken, so neither the scheme nor who vouches for the host matters. */
    private boolean isOurs(String scheme, String authority, HttpServletRequest request) {
        String usual = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
        String named = authority.toLowerCase(Locale.ROOT);
        String host = named.endsWith(usual) ? named.substring(0, named.length() - usual.length()) : named;
        String own = links.originOf(request).replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
        return host.equals(own) || links.isUserOrigin(scheme + "://" + host + "/");
    }

    /** Spaces and other characters that no browser sends are escaped, as browsers do when somebody types them. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0x20 && b < 0x7F) {
                visible.append((char) b);
            } else {
                visible.append('%').append(HEX.toHexDigits(b));
            }
        }
        return visible.toString();
    }
}
