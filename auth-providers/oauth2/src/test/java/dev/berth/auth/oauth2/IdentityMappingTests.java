package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The mapping of claims to an identity. */
class IdentityMappingTests {

    private static ExternalIdentity map(Map<String, String> rules, Map<String, Object> claims) throws RefusedException {
        Map<String, String> keys = new HashMap<>(Map.of("kind", "oidc", "client-id", "c"));
        rules.forEach((key, value) -> keys.put("claims." + key, value));
        return new IdentityMapping("p", TestClients.client(keys)).identity(new Claims(claims));
    }

    private static Map<String, Object> ann(Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", "1", "preferred_username", "ann"));
        claims.putAll(more);
        return claims;
    }

    private static String refusal(Map<String, String> rules, Map<String, Object> claims) {
        try {
            return map(rules, claims).toString();
        } catch (RefusedException refused) {
            return refused.code();
        }
    }

    @Test
    void groupsLieWhereverThePathLeads() throws RefusedException {
        Map<String, Object> claims = ann(Map.of(
                "realm_access", Map.of("roles", List.of("a", "b")),
                "https://company.example/groups", List.of("c"),
                "resource_access", Map.of("my.client", Map.of("roles", List.of("d"))),
                "one", "e"));
        assertThat(map(Map.of("groups", "realm_access.roles"), claims).groups().names())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(map(Map.of("groups", "https://company.example/groups"), claims)
                        .groups()
                        .names())
                .containsExactly("c");
        assertThat(map(Map.of("groups", "resource_access.my.client.roles"), claims)
                        .groups()
                        .names())
                .containsExactly("d");
        assertThat(map(Map.of("groups", "one"), claims).groups().names()).containsExactly("e");
        assertThat(map(Map.of("groups", "realm_access.nothing"), claims)
                        .groups()
                        .names())
                .isEmpty();
    }

    /** OpenID Connect Core 1.0, section 5.6.2.2: claims that are to be had elsewhere; Entra ID says so above 200 groups. */
    @Test
    void whoIsInMoreGroupsThanFitIntoATokenHasNotNone() throws RefusedException {
        Map<String, Object> overage = Map.of(
                "_claim_names", Map.of("groups", "src1"),
                "_claim_sources", Map.of("src1", Map.of("endpoint", "https://graph.example/me/getMemberObjects")));
        assertThat(map(Map.of(), ann(overage)).groups()).isInstanceOf(GroupList.Incomplete.class);
        assertThat(map(Map.of("groups", "roles"), ann(overage)).groups()).isEqualTo(new GroupList.Whole(Set.of()));
        Map<String, Object> both = new HashMap<>(overage);
        both.put("groups", List.of("some"));
        assertThat(map(Map.of(), ann(both)).groups()).isInstanceOf(GroupList.Incomplete.class);
        assertThat(map(Map.of("groups", "groups.all"), ann(overage)).groups()).isInstanceOf(GroupList.Incomplete.class);
        assertThat(map(Map.of(), ann(Map.of("_claim_names", "groups"))).groups())
                .as("of no readable shape")
                .isInstanceOf(GroupList.Incomplete.class);
        for (Object flag : List.of(true, "true", 1)) {
            assertThat(map(Map.of(), ann(Map.of("hasgroups", flag))).groups())
                    .as("%s", flag)
                    .isInstanceOf(GroupList.Incomplete.class);
        }
        assertThat(map(Map.of(), ann(Map.of("hasgroups", false))).groups()).isInstanceOf(GroupList.Whole.class);
    }

    @Test
    void whoIsInThousandsOfGroupsKeepsThemAllOrNoneIsKnown() throws RefusedException {
        List<String> many =
                IntStream.range(0, 2_001).mapToObj(number -> "g" + number).toList();
        assertThat(map(Map.of(), ann(Map.of("groups", many.subList(0, 2_000))))
                        .groups()
                        .names())
                .hasSize(2_000);
        assertThat(map(Map.of(), ann(Map.of("groups", many))).groups()).isInstanceOf(GroupList.Incomplete.class);
    }

    @Test
    void aGroupThatCannotBeReadIsNotLeftOut() throws RefusedException {
        List<Object> values = new java.util.ArrayList<>(List.of(
                List.of("staff", Map.of("name", "suspended")),
                List.of("staff", true),
                List.of("staff", List.of("suspended")),
                List.of("staff", 1.5),
                List.of("x".repeat(1_025)),
                Map.of("staff", true),
                true,
                "[\"staff\", \"suspended\"]"));
        values.add(java.util.Arrays.asList("staff", null));
        for (Object value : values) {
            assertThat(map(Map.of(), ann(Map.of("groups", value))).groups())
                    .as("%s", value)
                    .isInstanceOf(GroupList.Incomplete.class);
        }
        assertThat(map(Map.of(), ann(Map.of("groups", List.of("staff", 42, ""))))
                        .groups()
                        .names())
                .containsExactlyInAnyOrder("staff", "42");
    }

    @Test
    void onlyListedDomainsAreTakenOffAndOnlyOffAVerifiedAddress() throws RefusedException {
        Map<String, String> rules = Map.of("username", "email", "strip-domains", "company.com");
        Map<String, Object> verified = Map.of("email", "name@company.com", "email_verified", true);
        assertThat(map(rules, ann(verified)).name()).isEqualTo("name");
        for (String other :
                List.of("name@evil.com", "name@company.com.evil.com", "name@evilcompany.com", "name@sub.company.com")) {
            assertThat(map(rules, ann(Map.of("email", other, "email_verified", true)))
                            .name())
                    .isEqualTo(other);
        }
        assertThat(refusal(rules, ann(Map.of("email", "name@company.com")))).isEqualTo("EMAIL_UNVERIFIED");
        for (Object value : List.of(false, "false", "true", 1)) {
            assertThat(refusal(rules, ann(Map.of("email", "name@company.com", "email_verified", value))))
                    .as("email_verified: %s", value)
                    .isEqualTo("EMAIL_UNVERIFIED");
        }
    }

    @Test
    void aNameThatSomebodyChoseLikeAnAddressOfTheHouseIsNotStripped() {
        Map<String, String> rules = Map.of("strip-domains", "company.com");
        assertThat(refusal(rules, ann(Map.of("preferred_username", "admin@company.com"))))
                .isEqualTo("EMAIL_UNVERIFIED");
        assertThat(refusal(
                        rules,
                        ann(Map.of(
                                "preferred_username", "admin@company.com",
                                "email", "me@elsewhere.com",
                                "email_verified", true))))
                .isEqualTo("NAME_NOT_EMAIL");
    }

    @Test
    void anExpressionMakesTheName() throws RefusedException {
        Map<String, String> rules =
                Map.of("username-expression", "claims.preferred_username.lowerAscii() + '-' + claims.org");
        assertThat(map(rules, ann(Map.of("preferred_username", "ANN", "org", "lab")))
                        .name())
                .isEqualTo("ann-lab");
        assertThat(refusal(rules, ann(Map.of()))).as("a claim is missing").isEqualTo("NAME_CLAIM");
        Map<String, String> byMail = Map.of("username-expression", "claims.email.split('@')[0]");
        assertThat(refusal(byMail, ann(Map.of("email", "ann@company.com")))).isEqualTo("EMAIL_UNVERIFIED");
        assertThat(map(byMail, ann(Map.of("email", "ann@company.com", "email_verified", true)))
                        .name())
                .isEqualTo("ann");
        assertThat(refusal(Map.of("username-expression", "claims.number"), ann(Map.of("number", 7))))
                .isEqualTo("NAME_CLAIM");
    }

    @Test
    void anExpressionIsBoundedAndSeesNothingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> NameExpression.compile("claims."));
        assertThatIllegalArgumentException().isThrownBy(() -> NameExpression.compile("system.env"));
        assertThatIllegalArgumentException().isThrownBy(() -> NameExpression.compile("1 + 1"));
        assertThatIllegalArgumentException().isThrownBy(() -> NameExpression.compile("'" + "x".repeat(2_000) + "'"));
        String loops = "[1,2,3,4,5,6,7,8,9,10]";
        String nested = loops + ".map(a, " + loops + ".map(b, " + loops + ".map(c, " + loops + ".map(d, " + loops
                + ".map(e, 1))))).size() > 0 ? 'a' : 'b'";
        assertThatThrownBy(() -> NameExpression.compile(nested).name(new Claims(Map.of())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("teration");
    }

    @Test
    void idsAreNumbersThatCanBe() throws RefusedException {
        Map<String, String> rules = Map.of("uid", "posix.uid", "gid", "posix.gid");
        assertThat(map(rules, ann(Map.of("posix", Map.of("uid", 31_001, "gid", "31002")))))
                .satisfies(identity -> assertThat(identity.uid()).isEqualTo(31_001))
                .satisfies(identity -> assertThat(identity.gid()).isEqualTo(31_002));
        for (Object wrong : new Object[] {0, -1, 4_294_967_295L, 1.5, "12x", true, List.of(1)}) {
            assertThat(refusal(Map.of("uid", "uid"), ann(Map.of("uid", wrong))))
                    .as("%s", wrong)
                    .isEqualTo("ID_CLAIM");
        }
        assertThat(refusal(Map.of("uid", "uid"), ann(Map.of())))
                .as("who has none gets none")
                .isEqualTo("ID_CLAIM");
    }

    @Test
    void whoHasNoSubjectOrAnEndlessOneIsNobody() {
        assertThat(refusal(Map.of(), Map.of("preferred_username", "ann"))).isEqualTo("SUBJECT_CLAIM");
        assertThat(refusal(Map.of(), Map.of("preferred_username", "ann", "sub", Map.of())))
                .isEqualTo("SUBJECT_CLAIM");
        assertThat(refusal(Map.of(), Map.of("preferred_username", "ann", "sub", "x".repeat(1_000_000))))
                .isEqualTo("SUBJECT_CLAIM");
        assertThat(refusal(Map.of(), Map.of("sub", "1", "preferred_username", "x".repeat(1_000_000))))
                .isEqualTo("NAME_CLAIM");
    }
}
