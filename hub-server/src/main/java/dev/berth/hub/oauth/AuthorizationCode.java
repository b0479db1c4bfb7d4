package dev.berth.hub.oauth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization code stands for.
 *
 * @param client id of the client to which it was sent
 * @param userId who authorized it
 * @param sessionId public id of their browser session
 * @param redirectUri as in the authorization request; null if it had none
 * @param challenge of PKCE, or null
 * @param accessUntil when this person's access to the server ends, as things stand
 */
record AuthorizationCode(
        String client,
        long userId,
        String sessionId,
        @Nullable String redirectUri,
        List<String> scopes,
        @Nullable String challenge,
        Instant accessUntil) {}
