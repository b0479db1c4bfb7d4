package dev.berth.auth.oauth2;

import dev.berth.spi.identity.GroupList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Reads a person's Google account. The Workspace domain comes from the signed token, because the request parameter {@code hd} only
 * preselects accounts and does not restrict anybody.
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
            String why = "The account belongs to the domain \"" + Texts.cut(domain) + "\" and not to any of " + domains;
            // Personal accounts have no domain, so its lack says something, but not in half an answer.
            throw claims.gap() == null
                    ? RefusedException.ofPerson("WRONG_DOMAIN", why)
                    : new RefusedException("WRONG_DOMAIN", why);
        }
        if (groups == null) {
            return claims.withGap("Google reports groups only to a service account: set google.service-account-file and"
                    + " google.administrator");
        }
        String email = claims.text("email");
        if (email == null || !claims.isTrue("email_verified")) {
            throw RefusedException.ofPerson(
                    "EMAIL_UNVERIFIED",
                    "Groups are looked up by a verified email address, but the account does not have one",
                    claims,
                    "email",
                    "email_verified");
        }
        return switch (groups.of(email)) {
            case GroupList.Whole(Set<String> names) ->
                new Claims(Map.of("groups", List.copyOf(names)), claims.gap()).and(claims.values());
            case GroupList.Incomplete(String why) -> claims.withGap(why);
        };
    }
}
