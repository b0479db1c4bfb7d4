package dev.berth.auth.oauth2;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claims of a signed ID token, supplemented by those of the userinfo endpoint. The token's claims take precedence, and both must have
 * the same subject (OpenID Connect Core 1.0, section 5.3.2).
 */
final class OidcPerson implements PersonSource {

    private final UserInfo userInfo;

    OidcPerson(UserInfo userInfo) {
        this.userInfo = userInfo;
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException {
        Claims said = new Claims(signed(registered, tokens, proof));
        String subject = proof.subject() == null ? said.text("sub") : proof.subject();
        if (registered.userInfo() == null) {
            return said;
        }
        Claims told = userInfo.claims(registered, tokens, proof);
        if (subject == null || !subject.equals(told.text("sub"))) {
            throw new RefusedException("SUBJECT_MISMATCH", "The userinfo endpoint returned a different subject");
        }
        return said.and(told.values());
    }

    /** Empty if renewed tokens came without an ID token, which is allowed (section 12.2). */
    private static Map<String, Object> signed(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, UnavailableException {
        @Nullable SignedTokens reader = registered.tokens();
        if (!(tokens.getAdditionalParameters().get("id_token") instanceof String token) || reader == null) {
            if (proof.subject() == null || registered.userInfo() == null) {
                throw new RefusedException(
                        "ID_TOKEN_INVALID",
                        "The provider did not return an ID token. Check that the scope openid is requested");
            }
            return Map.of();
        }
        Jwt jwt = reader.idToken(token);
        if (proof.subject() == null && !String.valueOf(proof.nonce()).equals(jwt.getClaimAsString("nonce"))) {
            throw new RefusedException("NONCE_MISMATCH", "The nonce of the ID token does not belong to this sign-in");
        }
        if (proof.subject() != null && !proof.subject().equals(jwt.getSubject())) {
            throw new RefusedException("SUBJECT_MISMATCH", "The renewed ID token is for a different subject");
        }
        return jwt.getClaims();
    }
}
