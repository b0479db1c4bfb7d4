package dev.berth.hub.session;

import java.time.Instant;

/**
 * A session that was just opened.
 *
 * @param value the secret value, which only the browser keeps
 * @param publicId value of the cookie {@code jupyterhub-session-id}
 * @param until when it ends at the latest
 */
public record IssuedSession(String value, String publicId, Instant until) {

    @Override
    public String toString() {
        return "IssuedSession[hidden, until " + until + "]";
    }
}
