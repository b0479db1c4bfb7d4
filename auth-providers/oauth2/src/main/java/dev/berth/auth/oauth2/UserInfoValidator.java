package dev.berth.auth.oauth2;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A signed answer of the user-info endpoint names its issuer and this hub as its audience (OpenID Connect Core 1.0, section 5.3.2), so that
 * one that was made for another client is of no use here.
 */
record UserInfoValidator(ClientRegistration registration) implements OAuth2TokenValidator<Jwt> {

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String issuer = registration.getProviderDetails().getIssuerUri();
        if (!String.valueOf(issuer).equals(token.getClaimAsString("iss"))) {
            return failure("iss of the user-info answer is another issuer, or missing");
        }
        return token.getAudience() == null || !token.getAudience().contains(registration.getClientId())
                ? failure("aud of the user-info answer is not this hub")
                : OAuth2TokenValidatorResult.success();
    }

    private static OAuth2TokenValidatorResult failure(String what) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", what, null));
    }
}
