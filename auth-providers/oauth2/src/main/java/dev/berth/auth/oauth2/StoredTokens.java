package dev.berth.auth.oauth2;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hub keeps of a sign-in in order to query the provider again. It keeps an access token only in the absence of a refresh token.
 *
 * @param refresh the refresh token
 * @param access the access token
 * @param accessEnd when the access token expires, in seconds since 1970; null if it does not expire
 */
record StoredTokens(
        @Nullable String refresh,
        @Nullable String access,
        @Nullable Long accessEnd) {

    static StoredTokens of(OAuth2AccessTokenResponse tokens) {
        OAuth2RefreshToken refresh = tokens.getRefreshToken();
        if (refresh != null) {
            return new StoredTokens(refresh.getTokenValue(), null, null);
        }
        Instant end = TokenEndpoint.accessEnd(tokens);
        return new StoredTokens(
                null, tokens.getAccessToken().getTokenValue(), end == null ? null : end.getEpochSecond());
    }

    String text() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /** Null for text that this class has not written. */
    static @Nullable StoredTokens read(@Nullable String text) {
        try {
            return text == null ? null : JsonMapper.shared().readValue(text, StoredTokens.class);
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    /** The kept access token as if it had just been issued; null if it has expired or there is none. */
    @Nullable OAuth2AccessTokenResponse stillGood(Instant now) {
        if (access == null || (accessEnd != null && accessEnd <= now.getEpochSecond())) {
            return null;
        }
        return OAuth2AccessTokenResponse.withToken(access)
                .tokenType(OAuth2AccessToken.TokenType.BEARER)
                .expiresIn(accessEnd == null ? 0 : accessEnd - now.getEpochSecond())
                .additionalParameters(Map.of())
                .build();
    }

    /** Omits the tokens. */
    @Override
    public String toString() {
        return "StoredTokens[]";
    }
}
