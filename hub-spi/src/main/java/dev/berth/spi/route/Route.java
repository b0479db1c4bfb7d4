package dev.berth.spi.route;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public path prefix and the address behind it.
 *
 * @param path canonical path below the base URL, escaped as {@link CanonicalPath} does, with a slash at both ends, such as {@code
 *     /user/ann/}
 * @param host the label of the user's own host where {@code berth.hosts.per-user} is on (the host is {@code
 *     <label>.<public host>}); null where all share the hub's host
 * @param ip an IP literal inside the networks configured for servers
 * @param mode who decides about visitors
 * @param token for {@link Mode#EDGE}: what the proxy sends as {@code Authorization: token …} in place of the visitor's credential
 * @param generation of the server behind it; activity is reported with it
 */
public record Route(
        String path,
        @Nullable String host,
        String ip,
        int port,
        Mode mode,
        @Nullable String token,
        long generation) {

    public Route {
        Objects.requireNonNull(path);
        Objects.requireNonNull(ip);
        Objects.requireNonNull(mode);
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("A route's path starts and ends with a slash: " + path);
        }
    }

    /** The token of the server behind a route is a secret. */
    @Override
    public String toString() {
        return "Route[" + path + " -> " + ip + ":" + port + ", " + mode + ", generation " + generation + "]";
    }

    /** Who decides whether a visitor may pass. */
    public enum Mode {
        /** The proxy: nobody passes without a grant. */
        EDGE,
        /** The server itself, by JupyterHub's OAuth; the proxy cleans headers and blocks withdrawn sessions. */
        SELF
    }
}
