package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a session beside who it is.
 *
 * @param memory what it wants to have kept for the next time it is asked; may be a secret
 * @param providerSession its own id of its session
 * @param until when its session ends unless it is asked again
 */
public record SessionTerms(
        @Nullable String memory,
        @Nullable String providerSession,
        @Nullable Instant until) {

    /** Of a provider that has no sessions and wants nothing kept. */
    public static final SessionTerms NONE = new SessionTerms(null, null, null);

    /** Without the memory. */
    @Override
    public String toString() {
        return "SessionTerms[until " + until + "]";
    }
}
