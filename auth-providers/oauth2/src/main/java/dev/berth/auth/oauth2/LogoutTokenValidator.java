package dev.berth.auth.oauth2;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Checks that a signed token is a logout token (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6). An ID token is not accepted:
 * it has a nonce and does not have an event.
 */
final class LogoutTokenValidator implements OAuth2TokenValidator<Jwt> {

    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** The lifetime of a token that does not contain one. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MOST = 512;

    private final ClientRegistration registration;

    LogoutTokenValidator(ClientRegistration registration) {
        this.registration = registration;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return problem(token)
                .map(what -> OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_request", what, null)))
                .orElseGet(OAuth2TokenValidatorResult::success);
    }

    private Optional<String> problem(Jwt token) {
        if (!String.valueOf(registration.getProviderDetails().getIssuerUri()).equals(token.getClaimAsString("iss"))) {
            return Optional.of("iss is a different issuer");
        }
        if (token.getAudience() == null || !token.getAudience().contains(registration.getClientId())) {
            return Optional.of("aud does not contain this hub");
        }
        if (token.hasClaim("nonce")) {
            return Optional.of("a logout token must not have a nonce");
        }
        if (!(token.getClaims().get("events") instanceof Map<?, ?> events) || !(events.get(EVENT) instanceof Map)) {
            return Optional.of("events does not contain the logout event");
        }
        if (missing(token.getClaimAsString("jti"))) {
            return Optional.of("jti is missing");
        }
        if (missing(token.getSubject()) && missing(token.getClaimAsString("sid"))) {
            return Optional.of("sub and sid are both missing");
        }
        return timely(token) ? Optional.empty() : Optional.of("iat or exp is out of range");
    }

    private static boolean timely(Jwt token) {
        Instant issued = token.getIssuedAt();
        Instant now = Instant.now();
        return issued != null && !issued.isAfter(now.plus(SKEW)) && now.isBefore(end(token));
    }

    /** The time until which the same token could be sent again. */
    static Instant end(Jwt token) {
        Instant issued = token.getIssuedAt();
        Instant longest =
                (issued == null ? Instant.now() : issued).plus(LIFETIME).plus(SKEW);
        Instant expires = token.getExpiresAt();
        return expires != null && expires.plus(SKEW).isBefore(longest) ? expires.plus(SKEW) : longest;
    }

    private static boolean missing(@Nullable String text) {
        return text == null || text.isEmpty() || text.length() > MOST;
    }
}
