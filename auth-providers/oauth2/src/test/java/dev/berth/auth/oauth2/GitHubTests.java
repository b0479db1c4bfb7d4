package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Arrival;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * GitHub as its documentation describes it: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps (codes,
 * and errors with status 200), https://docs.github.com/en/rest/users/users, https://docs.github.com/en/rest/users/emails,
 * https://docs.github.com/en/rest/orgs/members (memberships and their state), https://docs.github.com/en/rest/teams/teams, and
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api (the header Link). Also tests what must be rejected.
 */
class GitHubTests {

    private static final String CLIENT = "Iv1.8a61f9b3a7aba766";

    private LocalServer github;
    private OAuth2Provider provider;
    private Departure.Away away;
    private final Set<String> used = new HashSet<>();
    private final List<Map<String, Object>> emails = new ArrayList<>();
    private final List<Map<String, Object>> memberships = new ArrayList<>();
    private final List<Map<String, Object>> teams = new ArrayList<>();
    private final Map<String, String> challenges = new HashMap<>();
    private long id = 583_231;

    @BeforeEach
    void start() {
        github = new LocalServer();
        github.at("/login/oauth/access_token", this::token);
        github.at("/user", asked -> Answer.ok(octocat()));
        github.at("/user/emails", asked -> Answer.ok(emails));
        github.at("/user/memberships/orgs", asked -> page(asked, memberships, "/user/memberships/orgs"));
        github.at("/user/teams", asked -> page(asked, teams, "/user/teams"));
        emails.add(Map.of("email", "octocat@company.example", "primary", true, "verified", true));
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
        keys.put("client-id", CLIENT);
        keys.put("client-secret", "secret");
        keys.put("endpoints.authorization", github.address() + "/login/oauth/authorize");
        keys.put("endpoints.token", github.address() + "/login/oauth/access_token");
        keys.put("endpoints.api", github.address());
        keys.put("github.organizations", "company,partners:notebooks");
        return keys;
    }

    /** A code belongs to one app and to the sign-in whose challenge came with it; GitHub reports every result with status 200. */
    private Answer token(LocalServer.Asked asked) {
        String code = asked.form().get("code");
        String challenge = challenges.get(code);
        boolean right = asked.authorization().equals("Basic " + base64(CLIENT + ":secret"))
                && (challenge == null || challenge.equals(challenge(asked.form().get("code_verifier"))))
                && used.add(code);
        return right
                ? Answer.ok(Map.of(
                        "access_token",
                        "gho_16C7e42F292c6912E7710c838347Ae178B4a",
                        "scope",
                        "read:org,read:user,user:email",
                        "token_type",
                        "bearer"))
                : Answer.ok(Map.of(
                        "error",
                        "bad_verification_code",
                        "error_description",
                        "The code passed is incorrect or expired."));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 7636, section 4.6. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With nulls, as GitHub has them for everything that a profile does not contain. */
    private Map<String, Object> octocat() {
        Map<String, Object> user = new HashMap<>();
        user.put("login", "Octocat");
        user.put("id", id);
        user.put("email", "public@company.example");
        user.put("company", null);
        user.put("hireable", null);
        return user;
    }

    /** One entry on a page, and a link to the next one. */
    private Answer page(LocalServer.Asked asked, List<Map<String, Object>> all, String path) {
        int number = Integer.parseInt(asked.query().getOrDefault("page", "1"));
        if (all.isEmpty()) {
            return Answer.ok(List.of());
        }
        String next = "<" + github.address() + path + "?page=" + (number + 1) + ">; rel=\"next\", <" + github.address()
                + path + "?page=" + all.size() + ">; rel=\"last\"";
        return new Answer(200, List.of(all.get(number - 1)), number < all.size() ? Map.of("Link", next) : Map.of());
    }

    private static Map<String, Object> member(String organization, String state) {
        return Map.of("state", state, "organization", Map.of("login", organization));
    }

    private static Map<String, Object> team(String organization, String slug) {
        return Map.of("slug", slug, "organization", Map.of("login", organization));
    }

    private Outcome arrive() {
        return TestClients.arrive(provider, away, "code-" + used.size());
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    @Test
    void aMemberIsVouchedForByTheirNumberWithOrganisationsAndTeamsOfAllPages() {
        IntStream.range(0, 5).forEach(number -> memberships.add(member("org" + number, "active")));
        memberships.add(member("Company", "active"));
        teams.add(team("Company", "gpu"));
        teams.add(team("nobody-asked", "other"));
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
        memberships.add(member("partners", "active"));
        assertThat(code(arrive())).as("the organisation alone").isEqualTo("NOT_IN_ORGANIZATION");
        teams.add(team("partners", "notebooks"));
        assertThat(arrive()).isInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void whoIsInNoListedOrganisationIsRefused() {
        assertThat(code(arrive())).isEqualTo("NOT_IN_ORGANIZATION");
        memberships.add(member("company-fans", "active"));
        memberships.add(member("mycompany", "active"));
        teams.add(team("company-fans", "notebooks"));
        assertThat(code(arrive())).as("names that look alike").isEqualTo("NOT_IN_ORGANIZATION");
    }

    @Test
    void anInvitationIsNoMembership() {
        memberships.add(member("company", "pending"));
        assertThat(code(arrive())).isEqualTo("NOT_IN_ORGANIZATION");
    }

    @Test
    void anAddressThatIsNotVerifiedIsNobodysName() {
        Map<String, String> keys = keys();
        keys.put("claims.username", "email");
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
        memberships.add(member("company", "active"));
        emails.clear();
        emails.add(Map.of("email", "root@company.example", "primary", true, "verified", false));
        emails.add(Map.of("email", "other@company.example", "primary", false, "verified", true));
        assertThat(code(arrive()))
                .as("not the public address of the profile either")
                .isEqualTo("EMAIL_UNVERIFIED");
    }

    @Test
    void aCodeIsGoodOnceThoughGitHubSaysSoWithStatus200() {
        memberships.add(member("company", "active"));
        assertThat(TestClients.arrive(provider, away, "once")).isInstanceOf(Outcome.Vouched.class);
        assertThat(TestClients.arrive(provider, away, "once")).isNotInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void aCodeForAnotherAppIsRefused() {
        memberships.add(member("company", "active"));
        Map<String, String> keys = keys();
        keys.put("client-id", "Iv1.another-app");
        OAuth2Provider other = TestClients.provider(keys);
        assertThat(TestClients.arrive(other, TestClients.depart(other), "code-of-ours"))
                .isNotInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void aCodeThatWasTakenFromAnotherSignInIsRefused() {
        memberships.add(member("company", "active"));
        challenges.put("taken", TestClients.parameters(away).get("code_challenge"));
        assertThat(TestClients.arrive(provider, TestClients.depart(provider), "taken"))
                .as("in the browser of whoever took it")
                .isNotInstanceOf(Outcome.Vouched.class);
        assertThat(TestClients.arrive(provider, away, "taken")).isInstanceOf(Outcome.Vouched.class);
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotEvenRedeemed() {
        memberships.add(member("company", "active"));
        Outcome outcome = provider.arrive(
                new Arrival(away.kept(), away.state(), Map.of("code", "c", "iss", "https://accounts.google.com")));
        assertThat(code(outcome)).isEqualTo("ISSUER_MISMATCH");
        assertThat(github.asked).isEmpty();
    }

    @Test
    void aNextPageElsewhereIsNotAskedFor() {
        try (LocalServer elsewhere = new LocalServer()) {
            github.at(
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
        memberships.add(member("company", "active"));
        String memory = ((Outcome.Vouched) arrive()).memory();
        Known known = new Known("583231", "Octocat", memory);
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        memberships.clear();
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Gone.class);
        memberships.add(member("company", "active"));
        id = 1;
        assertThat(provider.ask(known)).as("another account").isInstanceOf(IdentitySource.Answer.Unknown.class);
        github.at("/user", asked -> new Answer(403, Map.of("message", "API rate limit exceeded"), Map.of()));
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Unknown.class);
        github.at("/user", asked -> new Answer(401, Map.of("message", "Bad credentials"), Map.of()));
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Ended.class);
    }

    /** https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api: with SAML, lists leave organisations out and say so. */
    @Test
    void aListFromWhichGitHubLeftOrganisationsOutDecidesNothing() {
        memberships.add(member("company", "active"));
        Known known = new Known("583231", "Octocat", ((Outcome.Vouched) arrive()).memory());
        github.at(
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
        assertThat(github.asked)
                .extracting(asked -> asked.uri().getPath())
                .doesNotContain("/user/emails", "/user/teams");
    }

    @Test
    void aWordAboutEndedSessionsIsNotGitHubs() {
        assertThat(provider.notice("eyJhbGciOiJub25lIn0.e30."))
                .isInstanceOf(dev.berth.spi.identity.RedirectProvider.Notice.Refused.class);
    }
}
