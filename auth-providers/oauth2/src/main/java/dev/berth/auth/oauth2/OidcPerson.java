package dev.berth.auth.oauth2;

import dev.berth.spi.identity.GroupList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claims of a signed ID token, supplemented by those of the userinfo endpoint. The token's claims take precedence, and both must have
 * the same subject (OpenID Connect Core 1.0, section 5.3.2).
 */
final class OidcPerson implements PersonSource {

    private final UserInfo userInfo;
    private final String groupsClaim;
    private final @Nullable GraphGroups elsewhere;

    /**
     * @param groupsClaim path of the claim with the groups
     * @param elsewhere where groups are read that did not fit into the token; null if they are not
     */
    OidcPerson(UserInfo userInfo, String groupsClaim, @Nullable GraphGroups elsewhere) {
        this.userInfo = userInfo;
        this.groupsClaim = groupsClaim;
        this.elsewhere = elsewhere;
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException {
        Claims said = said(registered, tokens, proof);
        String subject = proof.subject() == null ? said.text("sub") : proof.subject();
        if (registered.userInfo() == null) {
            return withGroups(said, tokens);
        }
        Claims told = userInfo.claims(registered, tokens, proof);
        if (subject == null || !subject.equals(told.text("sub"))) {
            throw new RefusedException("SUBJECT_MISMATCH", "The userinfo endpoint returned a different subject");
        }
        return withGroups(said.and(told.values()), tokens);
    }

    /** Reads groups where the provider keeps them, if it has left them out of its answer. */
    private Claims withGroups(Claims claims, OAuth2AccessTokenResponse tokens) throws UnavailableException {
        if (elsewhere == null || !GroupClaim.isElsewhere(claims, groupsClaim)) {
            return claims;
        }
        Map<String, Object> values = new LinkedHashMap<>(claims.values());
        values.remove("_claim_names");
        values.remove("hasgroups");
        values.remove(groupsClaim);
        return switch (elsewhere.of(tokens.getAccessToken().getTokenValue())) {
            case GroupList.Whole(Set<String> names) -> {
                values.put(groupsClaim, List.copyOf(names));
                yield new Claims(values, claims.gap());
            }
            case GroupList.Incomplete(String why) -> new Claims(values, why);
        };
    }

    /** Nothing where renewed tokens came without an ID token, which they may (section 12.2); what it said at sign-in is then unknown. */
    private static Claims said(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, UnavailableException {
        @Nullable SignedTokens reader = registered.tokens();
        if (!(tokens.getAdditionalParameters().get("id_token") instanceof String token) || reader == null) {
            if (proof.subject() == null || registered.userInfo() == null) {
                throw new RefusedException(
                        "ID_TOKEN_INVALID",
                        "The provider did not return an ID token. Check that the scope openid is requested");
            }
            return new Claims(Map.of())
                    .withGap("the provider renewed its tokens without an ID token, and its user-info endpoint does not"
                            + " report them: let the user-info endpoint report the claim, too");
        }
        Jwt jwt = reader.idToken(token);
        if (proof.subject() == null && !String.valueOf(proof.nonce()).equals(jwt.getClaimAsString("nonce"))) {
            throw new RefusedException("NONCE_MISMATCH", "The nonce of the ID token does not belong to this sign-in");
        }
        if (proof.subject() != null && !proof.subject().equals(jwt.getSubject())) {
            throw new RefusedException("SUBJECT_MISMATCH", "The renewed ID token is for a different subject");
        }
        return new Claims(jwt.getClaims());
    }
}
