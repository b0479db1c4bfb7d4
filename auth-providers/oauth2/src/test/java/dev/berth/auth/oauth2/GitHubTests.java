package dev.berth.auth.oauth2;

import static dev.berth.auth.oauth2.FakeGitHub.member;
import static dev.berth.auth.oauth2.FakeGitHub.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Arrival;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitHub as its documentation describes it, and what must be rejected. */
class GitHubTests {

    private FakeGitHub github;
    private OAuth2Provider provider;
    private Departure.Away away;

    @BeforeEach
    void start() {
        github = new FakeGitHub();
        provider = TestClients.provider(keys());
        away = TestClients.depart(provider);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("kind", "github");
        keys.put("client-id", FakeGitHub.CLIENT);
        keys.put("client-secret", "secret");
        keys.put("endpoints.authorization", github.address() + "/login/oauth/authorize");
        keys.put("endpoints.token", github.address() + "/login/oauth/access_token");
        keys.put("endpoints.api", github.address());
        keys.put("github.organizations", "company,partners:notebooks");
        return keys;
    }

    private Outcome arrive() {
        return TestClients.arrive(provider, away, "code-" + github.used.size());
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    @Test
    void aMemberIsVouchedForByTheirNumberWithOrganisationsAndTeamsOfAllPages() {
        IntStream.range(0, 5).forEach(number -> github.memberships.add(member("org" + number, "active")));
        github.memberships.add(member("Company", "active"));
        github.teams.add(team("Company", "gpu"));
        github.teams.add(team("nobody-asked", "other"));
        Outcome.Vouched vouched = (Outcome.Vouched) arrive();
        assertThat(vouched.identity().subject()).isEqualTo("583231");
        assertThat(vouched.identity().name()).isEqualTo("Octocat");
        assertThat(vouched.identity().email()).isEqualTo("octocat@company.example");
        assertThat(vouched.identity().groups().names())
                .containsExactlyInAnyOrder("org0", "org1", "org2", "org3", "org4", "company", "company:gpu");
        assertThat(vouched.until()).as("GitHub's tokens have no end").isNull();
    }

    @Test
    void aTeamIsEnoughWhereTheTeamIsListed() {
        github.memberships.add(member("partners", "active"));
        assertThat(code(arrive())).as("the organisation alone").isEqualTo("NOT_IN_ORGANIZATION");
        github.teams.add(team("partners", "notebooks"));
        assertThat(arrive()).isInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void whoIsInNoListedOrganisationIsRefused() {
        assertThat(code(arrive())).isEqualTo("NOT_IN_ORGANIZATION");
        github.memberships.add(member("company-fans", "active"));
        github.memberships.add(member("mycompany", "active"));
        github.teams.add(team("company-fans", "notebooks"));
        assertThat(code(arrive())).as("names that look alike").isEqualTo("NOT_IN_ORGANIZATION");
    }

    @Test
    void anInvitationIsNoMembership() {
        github.memberships.add(member("company", "pending"));
        assertThat(code(arrive())).isEqualTo("NOT_IN_ORGANIZATION");
    }

    @Test
    void anAddressThatIsNotVerifiedIsNobodysName() {
        Map<String, String> keys = keys();
        keys.put("claims.username", "email");
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
        github.memberships.add(member("company", "active"));
        github.emails.clear();
        github.emails.add(Map.of("email", "root@company.example", "primary", true, "verified", false));
        github.emails.add(Map.of("email", "other@company.example", "primary", false, "verified", true));
        assertThat(code(arrive()))
                .as("not the public address of the profile either")
                .isEqualTo("EMAIL_UNVERIFIED");
    }

    @Test
    void aCodeIsGoodOnceThoughGitHubSaysSoWithStatus200() {
        github.memberships.add(member("company", "active"));
        assertThat(TestClients.arrive(provider, away, "once")).isInstanceOf(Outcome.Vouched.class);
        assertThat(TestClients.arrive(provider, away, "once")).isNotInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void aCodeForAnotherAppIsRefused() {
        github.memberships.add(member("company", "active"));
        Map<String, String> keys = keys();
        keys.put("client-id", "Iv1.another-app");
        OAuth2Provider other = TestClients.provider(keys);
        assertThat(TestClients.arrive(other, TestClients.depart(other), "code-of-ours"))
                .isNotInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void aCodeThatWasTakenFromAnotherSignInIsRefused() {
        github.memberships.add(member("company", "active"));
        github.challenges.put("taken", TestClients.parameters(away).get("code_challenge"));
        assertThat(TestClients.arrive(provider, TestClients.depart(provider), "taken"))
                .as("in the browser of whoever took it")
                .isNotInstanceOf(Outcome.Vouched.class);
        assertThat(TestClients.arrive(provider, away, "taken")).isInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotEvenRedeemed() {
        github.memberships.add(member("company", "active"));
        Outcome outcome = provider.arrive(
                new Arrival(away.kept(), away.state(), Map.of("code", "c", "iss", "https://accounts.google.com")));
        assertThat(code(outcome)).isEqualTo("ISSUER_MISMATCH");
        assertThat(github.server.asked).isEmpty();
    }

    @Test
    void aNextPageElsewhereIsNotAskedFor() {
        try (LocalServer elsewhere = new LocalServer()) {
            github.server.at(
                    "/user/memberships/orgs",
                    asked -> new Answer(
                            200,
                            List.of(member("company", "active")),
                            Map.of("Link", "<" + elsewhere.address() + "/x>; rel=\"next\"")));
            assertThat(arrive()).isInstanceOf(Outcome.Unavailable.class);
            assertThat(elsewhere.asked).isEmpty();
        }
    }

    @Test
    void askedAgainGitHubSaysWhoIsStillInTheOrganisation() {
        github.memberships.add(member("company", "active"));
        String memory = ((Outcome.Vouched) arrive()).memory();
        Known known = new Known("583231", "Octocat", memory);
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        github.memberships.clear();
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Gone.class);
        github.memberships.add(member("company", "active"));
        github.id = 1;
        assertThat(provider.ask(known)).as("another account").isInstanceOf(IdentitySource.Answer.Unknown.class);
        github.server.at("/user", asked -> new Answer(403, Map.of("message", "API rate limit exceeded"), Map.of()));
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Unknown.class);
        github.server.at("/user", asked -> new Answer(401, Map.of("message", "Bad credentials"), Map.of()));
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Ended.class);
    }

    /** https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api: with SAML, lists leave organisations out and say so. */
    @Test
    void aListFromWhichGitHubLeftOrganisationsOutDecidesNothing() {
        github.memberships.add(member("company", "active"));
        Known known = new Known("583231", "Octocat", ((Outcome.Vouched) arrive()).memory());
        github.server.at(
                "/user/memberships/orgs",
                asked -> new Answer(
                        200, List.of(), Map.of("X-GitHub-SSO", "partial-results; organizations=21955855,20582480")));
        assertThat(provider.ask(known))
                .as("nobody is gone by what was left out")
                .isInstanceOf(IdentitySource.Answer.Unknown.class);
        away = TestClients.depart(provider);
        assertThat(code(arrive())).isEqualTo("GROUPS_INCOMPLETE");
    }

    @Test
    void whatIsNotAskedForIsNotLookedAt() {
        Map<String, String> keys = keys();
        keys.put("scopes", "read:user");
        keys.remove("github.organizations");
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
        Outcome.Vouched vouched = (Outcome.Vouched) arrive();
        assertThat(vouched.identity().groups()).as("unasked is not none").isInstanceOf(GroupList.Incomplete.class);
        assertThat(vouched.identity().email()).isNull();
        assertThat(github.server.asked)
                .extracting(asked -> asked.uri().getPath())
                .doesNotContain("/user/emails", "/user/teams");
    }

    @Test
    void aWordAboutEndedSessionsIsNotGitHubs() {
        assertThat(provider.notice("eyJhbGciOiJub25lIn0.e30."))
                .isInstanceOf(dev.berth.spi.identity.RedirectProvider.Notice.Refused.class);
    }
}
