package dev.berth.spi.route;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public path prefix and the address behind it.
 *
 * @param path canonical path below the base URL, escaped as in {@link CanonicalPath}, with a slash at both ends, such as {@code /user/ann/}
 * @param host the label of the user's own host if {@code berth.hosts.per-user} is on (the host is {@code <label>.<public host>}); null if
 *     all users share the hub's host
 * @param ip an IP literal inside the networks configured for servers
 * @param mode who authorizes visitors
 * @param token for {@link Mode#EDGE}: the token that the proxy sends as {@code Authorization: token …} in place of the visitor's credential
 * @param generation the generation of the server behind the route; activity is reported with it
 * @param uid the UID that must hold the other end of every connection to this address, which is then on the proxy's own machine; null if
 *     that cannot be checked
 */
public record Route(
        String path,
        @Nullable String host,
        String ip,
        int port,
        Mode mode,
        @Nullable String token,
        long generation,
        @Nullable Long uid) {

    public Route {
        Objects.requireNonNull(path);
        Objects.requireNonNull(ip);
        Objects.requireNonNull(mode);
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("A route's path must start and end with a slash: " + path);
        }
    }

    /** A route to an address whose holder cannot be checked. */
    public Route(
            String path,
            @Nullable String host,
            String ip,
            int port,
            Mode mode,
            @Nullable String token,
            long generation) {
        this(path, host, ip, port, mode, token, generation, null);
    }

    /**
     * Whether the proxy forwards only requests with a grant. A user's server that authorizes its visitors itself is protected by both: its
     * answers would otherwise tell everybody that it runs, and it remembers for minutes whom it let in.
     */
    public boolean needsGrant() {
        return mode == Mode.EDGE || isServer();
    }

    /** Whether this leads to a user's server, and not to a service. */
    public boolean isServer() {
        return ServerPaths.prefix(path) != null;
    }

    /** Omits the server's token, which is a secret. */
    @Override
    public String toString() {
        return "Route[" + path + " -> " + ip + ":" + port + ", " + mode + ", generation " + generation + "]";
    }

    /** Who authorizes a visitor. */
    public enum Mode {
        /** The proxy, which forwards only requests that have a grant. */
        EDGE,
        /**
         * The server itself, by JupyterHub's OAuth. Visitors' tokens are forwarded to it; the proxy removes reserved headers and blocks
         * withdrawn credentials.
         */
        SELF
    }
}
