package dev.berth.auth.oauth2;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/**
 * What is known about a provider: its endpoints, and for OpenID Connect how to verify its signatures.
 *
 * @param registration the endpoints and the hub's credentials
 * @param tokens reads signed tokens; null for plain OAuth2
 * @param signOutPage the page on which a person signs out at the provider; null if there is none
 * @param saysIssuer whether the provider includes its issuer in responses (RFC 9207), so that a response without it is invalid
 */
record Registered(
        ClientRegistration registration,
        @Nullable SignedTokens tokens,
        @Nullable URI signOutPage,
        boolean saysIssuer) {

    @Nullable String issuer() {
        return registration.getProviderDetails().getIssuerUri();
    }

    @Nullable String userInfo() {
        return registration.getProviderDetails().getUserInfoEndpoint().getUri();
    }
}
