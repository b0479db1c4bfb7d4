package dev.berth.auth.oauth2;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/** Asks a provider whose tokens these are. */
interface PersonSource {

    /**
     * The claims of the person.
     *
     * @param tokens as the token address gave them
     * @param proof what must hold of them
     * @throws RefusedException where the tokens are not those of the departure, or not this person's, or the person is not one of ours
     * @throws EndedException where the provider takes the access token for good no longer
     * @throws UnavailableException where nothing can be said
     */
    Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException;

    /**
     * What must hold of the tokens.
     *
     * @param nonce of the departure; null when they were renewed
     * @param subject of whom they must be; null at sign-in
     */
    record Proof(@Nullable String nonce, @Nullable String subject) {}
}
