package dev.berth.spi.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which paths continue with a path of a user's server: the server's own, and JupyterHub's addresses that lead to one. What follows such a
 * prefix belongs to the server, byte for byte.
 */
public final class ServerPaths {

    private static final Pattern PREFIX = Pattern.compile("(?:/hub)?/(?:user/[^/]+|user-redirect)/");

    private ServerPaths() {}

    /**
     * The prefix of a canonical path below the base URL, such as {@code /user/ann/}; null for every other path.
     *
     * @param below canonical, or its {@linkplain RequestPath#decisive leading part}
     */
    public static @Nullable String prefix(String below) {
        Matcher matcher = PREFIX.matcher(below);
        return matcher.lookingAt() ? matcher.group() : null;
    }
}
