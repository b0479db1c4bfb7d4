package dev.berth.auth.oauth2;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/** Asks a provider to whom tokens belong. */
interface PersonSource {

    /**
     * Returns the person's claims.
     *
     * @param tokens as returned by the token endpoint
     * @param proof conditions that the tokens must fulfill
     * @throws RefusedException if the tokens do not belong to the departure or to this person, or if the person is not allowed
     * @throws EndedException if the provider permanently rejects the access token
     * @throws UnavailableException if nothing can be concluded
     */
    Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException;

    /**
     * Conditions that the tokens must fulfill.
     *
     * @param nonce the nonce of the departure; null for renewed tokens
     * @param subject the expected subject; null at sign-in
     */
    record Proof(@Nullable String nonce, @Nullable String subject) {}
}
