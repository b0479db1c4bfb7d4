package dev.berth.auth.oauth2;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/**
 * What is known of a provider: its addresses, and for OpenID Connect how its signatures are checked.
 *
 * @param registration the addresses and the hub's credentials
 * @param tokens reads signed tokens; null for plain OAuth2
 * @param signOutPage where a person signs out there; null if there is no such page
 * @param saysIssuer whether the provider puts its issuer into what it sends back (RFC 9207), so that a lack of it is wrong
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
