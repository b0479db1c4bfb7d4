package dev.berth.hub.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/**
 * Names a server as an OAuth client, as in JupyterHub: {@code jupyterhub-user-ann} or {@code jupyterhub-user-ann-gpu}. Single-user servers
 * use it as the name of a cookie, so only characters of a cookie's name occur in it (RFC 6265, section 4.1.1).
 *
 * <p>Unlike in JupyterHub, no two servers share one: a hyphen in a username is written as {@code %2D}.
 *
 * @param serverName empty for the default server
 */
public record OAuthClientId(String userName, String serverName) {

    private static final String PREFIX = "jupyterhub-user-";
    private static final int MAX_LENGTH = 2_048;

    /** The server that a client id names; empty if it is not one, or is written in another way than {@link #text()} would. */
    public static Optional<OAuthClientId> parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = text.substring(PREFIX.length()).split("-", 2);
        try {
            OAuthClientId id = new OAuthClientId(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            return id.text().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    public String text() {
        String user = PREFIX + encoded(userName).replace("-", "%2D");
        return serverName.isEmpty() ? user : user + "-" + encoded(serverName);
    }

    private static String encoded(String name) {
        return UriUtils.encode(name, StandardCharsets.UTF_8);
    }

    private static String decoded(String part) {
        return UriUtils.decode(part, StandardCharsets.UTF_8);
    }
}
