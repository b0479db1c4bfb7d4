package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider states about a session, apart from the identity.
 *
 * @param memory data to keep for the next query; may be a secret
 * @param providerSession the provider's own session id
 * @param until when the session ends unless the provider is asked again
 */
public record SessionTerms(
        @Nullable String memory,
        @Nullable String providerSession,
        @Nullable Instant until) {

    /** For a provider that does not have sessions and does not keep data. */
    public static final SessionTerms NONE = new SessionTerms(null, null, null);

    /** Omits the memory. */
    @Override
    public String toString() {
        return "SessionTerms[until " + until + "]";
    }
}
