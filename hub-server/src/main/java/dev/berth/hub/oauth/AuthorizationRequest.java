package dev.berth.hub.oauth;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an authorization request (RFC 6749, section 4.1.1; RFC 7636, section 4.3).
 *
 * @param redirectUri as sent; null for the registered one
 * @param scope separated by spaces; null for all that the client can have
 * @param state passed back unchanged
 */
record AuthorizationRequest(
        String clientId,
        @Nullable String redirectUri,
        @Nullable String responseType,
        @Nullable String scope,
        @Nullable String state,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod) {

    List<String> scopes() {
        return scope == null || scope.isBlank()
                ? List.of()
                : Arrays.asList(scope.strip().split("\\s+"));
    }
}
