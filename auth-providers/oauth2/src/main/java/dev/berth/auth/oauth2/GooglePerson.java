package dev.berth.auth.oauth2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * A person of Google. The Workspace domain is read in what Google signed: the parameter {@code hd} of the request chooses what people see
 * and binds nobody.
 */
final class GooglePerson implements PersonSource {

    private final OidcPerson person;
    private final List<String> domains;
    private final @Nullable GoogleGroups groups;

    GooglePerson(OidcPerson person, List<String> domains, @Nullable GoogleGroups groups) {
        this.person = person;
        this.domains = domains;
        this.groups = groups;
    }

    @Override
    public Claims claims(Registered registered, OAuth2AccessTokenResponse tokens, Proof proof)
            throws RefusedException, EndedException, UnavailableException {
        Claims claims = person.claims(registered, tokens, proof);
        String domain = claims.text("hd");
        if (!domains.isEmpty() && (domain == null || !domains.contains(domain))) {
            throw new RefusedException(
                    "WRONG_DOMAIN",
                    "The account is of the domain \"" + Texts.cut(domain) + "\" and of none of " + domains);
        }
        if (groups == null) {
            return claims;
        }
        String email = claims.text("email");
        if (email == null || !claims.isTrue("email_verified")) {
            throw new RefusedException(
                    "EMAIL_UNVERIFIED", "Groups are looked up by a verified address, and there is none");
        }
        return new Claims(Map.of("groups", groups.of(email))).and(claims.values());
    }
}
