package dev.berth.auth.oauth2;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** The token endpoint: exchanges codes and refresh tokens for tokens. */
final class TokenEndpoint {

    /** The description that Keycloak sends with {@code invalid_grant} for a user whom an administrator has disabled. */
    private static final String DISABLED = "User disabled";

    private final RestClientAuthorizationCodeTokenResponseClient codes =
            new RestClientAuthorizationCodeTokenResponseClient();
    private final RestClientRefreshTokenTokenResponseClient renewals = new RestClientRefreshTokenTokenResponseClient();
    private final boolean keycloak;

    TokenEndpoint(RestClient.Builder http, ProviderKind kind) {
        RestClient client = http.configureMessageConverters(converters -> converters
                        .disableDefaults()
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
        codes.setRestClient(client);
        renewals.setRestClient(client);
        this.keycloak = kind == ProviderKind.KEYCLOAK;
    }

    /** Exchanges a code for tokens. */
    OAuth2AccessTokenResponse redeem(Registered registered, OAuth2AuthorizationRequest departure, String code)
            throws RefusedException, UnavailableException {
        var back = OAuth2AuthorizationResponse.success(code)
                .state(String.valueOf(departure.getState()))
                .redirectUri(String.valueOf(departure.getRedirectUri()))
                .build();
        var request = new OAuth2AuthorizationCodeGrantRequest(
                registered.registration(), new OAuth2AuthorizationExchange(departure, back));
        try {
            return call(() -> codes.getTokenResponse(request));
        } catch (OAuth2AuthorizationException denied) {
            throw new RefusedException("CODE_REFUSED", "The provider does not accept the code: " + text(denied));
        }
    }

    /** Exchanges a refresh token for new tokens. */
    OAuth2AccessTokenResponse renew(Registered registered, String refreshToken)
            throws EndedException, UnavailableException {
        Instant now = Instant.now();
        // Spring requires the old access token, which is not sent and was not kept.
        var old = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "none", now, now.plusSeconds(1));
        var request = new OAuth2RefreshTokenGrantRequest(
                registered.registration(), old, new OAuth2RefreshToken(refreshToken, now));
        try {
            return call(() -> renewals.getTokenResponse(request));
        } catch (OAuth2AuthorizationException denied) {
            boolean gone = keycloak && DISABLED.equals(denied.getError().getDescription());
            throw new EndedException("The provider no longer renews tokens: " + text(denied), gone);
        }
    }

    /**
     * Passes on the one error that concerns the code or token itself (RFC 6749, section 5.2); all others concern the hub or the network.
     */
    private static OAuth2AccessTokenResponse call(Supplier<OAuth2AccessTokenResponse> call)
            throws UnavailableException {
        try {
            return call.get();
        } catch (OAuth2AuthorizationException denied) {
            if (denied.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
                throw denied;
            }
            throw new UnavailableException("The token endpoint does not issue tokens: " + text(denied), denied);
        }
    }

    private static String text(OAuth2AuthorizationException denied) {
        OAuth2Error error = denied.getError();
        return Texts.cut(error.getErrorCode() + (error.getDescription() == null ? "" : ", " + error.getDescription()));
    }

    /**
     * When the provider's session ends, if known: Keycloak returns the lifetime of a refresh token, with 0 for one that does not expire.
     */
    static @Nullable Instant end(OAuth2AccessTokenResponse tokens, Instant now) {
        Object told = tokens.getAdditionalParameters().get("refresh_expires_in");
        if (told != null && String.valueOf(told).matches("[0-9]{1,10}")) {
            long seconds = Long.parseLong(String.valueOf(told));
            return seconds == 0 ? null : now.plusSeconds(seconds);
        }
        return tokens.getRefreshToken() == null ? accessEnd(tokens) : null;
    }

    /** When the access token expires; null if the provider did not say so. Spring turns that into one second. */
    static @Nullable Instant accessEnd(OAuth2AccessTokenResponse tokens) {
        Instant from = tokens.getAccessToken().getIssuedAt();
        Instant until = tokens.getAccessToken().getExpiresAt();
        boolean told =
                from != null && until != null && Duration.between(from, until).compareTo(Duration.ofSeconds(1)) > 0;
        return told ? until : null;
    }
}
