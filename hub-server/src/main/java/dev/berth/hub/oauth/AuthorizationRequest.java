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

    static AuthorizationRequest of(OAuthParameters parameters) {
        String client = parameters.get("client_id");
        return new AuthorizationRequest(
                client == null ? "" : client,
                parameters.get("redirect_uri"),
                parameters.get("response_type"),
                parameters.get("scope"),
                parameters.get("state"),
                parameters.get("code_challenge"),
                parameters.get("code_challenge_method"));
    }

    List<String> scopes() {
        return scope == null || scope.isBlank()
                ? List.of()
                : Arrays.asList(scope.strip().split("\\s+"));
    }
}
