package dev.berth.hub.access;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a service listens. What follows the port in {@code url} is ignored, as in JupyterHub: a service has its own path below the hub's base
 * URL.
 *
 * @param host a host name, or an IP literal without brackets
 */
public record ServiceUrl(String host, int port) {

    /** The address in a text; empty if it is not the address of an HTTP server. */
    public static Optional<ServiceUrl> parse(String text) {
        if (text.length() > 2_000) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            String host = uri.getHost();
            boolean usable = "http".equals(uri.getScheme()) && host != null && uri.getUserInfo() == null;
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            return usable && port >= 1 && port <= 65_535
                    ? Optional.of(new ServiceUrl(withoutBrackets(host), port))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** What is wrong with a text, as the end of a sentence; null if nothing is. */
    public static @Nullable String problem(String text) {
        return parse(text).isPresent()
                ? null
                : "must be the address where it listens, such as http://127.0.0.1:10101. Proxies connect to services by HTTP";
    }
}
