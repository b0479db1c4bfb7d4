package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Google as its documentation describes it, and what must be rejected. */
class GoogleTests {

    private static final String SECRET = "a-secret-of-the-client-that-is-long-enough-for-hs256";

    private FakeGoogle google;
    private OAuth2Provider provider;
    private Departure.Away away;

    @BeforeEach
    void start() throws JOSEException {
        google = new FakeGoogle();
        provider = TestClients.provider(keys());
        away = TestClients.depart(provider);
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("kind", "google");
        keys.put("issuer", google.issuer());
        keys.put("client-id", FakeGoogle.CLIENT);
        keys.put("client-secret", SECRET);
        keys.put("google.hosted-domains", "company.example");
        keys.put("claims.strip-domains", "company.example");
        return keys;
    }

    private Outcome arrive(Map<String, Object> claims) {
        return TestClients.arrive(provider, away, google.code(away, claims));
    }

    private Outcome arriveWith(String claim, Object value) {
        Map<String, Object> claims = google.ann();
        claims.put(claim, value);
        return arrive(claims);
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    @Test
    void aPersonOfTheDomainIsVouchedForByTheirNumber() {
        assertThat(TestClients.parameters(away))
                .containsEntry("hd", "company.example")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", TestClients.CALLBACK.toString())
                .containsKeys("state", "nonce", "code_challenge");
        Outcome.Vouched vouched = (Outcome.Vouched) arrive(google.ann());
        assertThat(vouched.identity().subject()).isEqualTo("110169484474386276334");
        assertThat(vouched.identity().name()).isEqualTo("ann");
        assertThat(vouched.identity().emailVerified()).isTrue();
        assertThat(google.server.asked)
                .filteredOn(asked -> asked.uri().getPath().equals("/token"))
                .singleElement()
                .satisfies(asked -> assertThat(asked.form()).containsKey("code_verifier"));
    }

    @Test
    void aTokenForAnotherClientIsRefused() {
        assertThat(code(arriveWith("aud", "another-client"))).isEqualTo("ID_TOKEN_INVALID");
    }

    @Test
    void aTokenForSeveralClientsNeedsThisOneAsItsParty() {
        Map<String, Object> claims = google.ann();
        claims.put("aud", List.of(FakeGoogle.CLIENT, "another-client"));
        claims.put("azp", "another-client");
        assertThat(code(arrive(claims))).isEqualTo("ID_TOKEN_INVALID");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertThat(code(arriveWith("iss", google.issuer() + ".evil.example"))).isEqualTo("ID_TOKEN_INVALID");
    }

    @Test
    void anAccountOfAnotherDomainIsRefused() {
        for (String domain :
                List.of("elsewhere.example", "evil-company.example", "company.example.evil", "Company.example ")) {
            start2();
            assertThat(code(arriveWith("hd", domain))).as(domain).isEqualTo("WRONG_DOMAIN");
        }
    }

    @Test
    void anAccountOfNoDomainIsRefusedThoughItsAddressLooksRight() {
        Map<String, Object> claims = google.ann();
        claims.remove("hd");
        assertThat(code(arrive(claims))).isEqualTo("WRONG_DOMAIN");
    }

    @Test
    void anAddressThatIsNotVerifiedIsNobodysName() {
        for (Object value : new Object[] {false, "true", "false", 1, null}) {
            start2();
            assertThat(code(arriveWith("email_verified", value)))
                    .as("email_verified: %s", value)
                    .isEqualTo("EMAIL_UNVERIFIED");
        }
        start2();
        Map<String, Object> claims = google.ann();
        claims.remove("email_verified");
        assertThat(code(arrive(claims))).as("email_verified is absent").isEqualTo("EMAIL_UNVERIFIED");
    }

    @Test
    void aCodeIsGoodOnce() {
        String code = google.code(away, google.ann());
        assertThat(TestClients.arrive(provider, away, code)).isInstanceOf(Outcome.Vouched.class);
        assertThat(code(TestClients.arrive(provider, away, code))).isEqualTo("CODE_REFUSED");
    }

    @Test
    void aTokenOfAnotherSignInIsRefused() {
        assertThat(code(arriveWith("nonce", "of-another-sign-in"))).isEqualTo("NONCE_MISMATCH");
    }

    @Test
    void aTokenThatIsOverIsRefused() {
        assertThat(code(arriveWith("exp", Date.from(Instant.now().minusSeconds(3600)))))
                .isEqualTo("ID_TOKEN_INVALID");
    }

    @Test
    void onlyGooglesOwnKeysCount() throws JOSEException {
        google.signer = new RSASSASigner(new RSAKeyGenerator(2048).keyID("k1").generate());
        assertThat(code(arrive(google.ann()))).isEqualTo("ID_TOKEN_INVALID");
        start2();
        google.algorithm = JWSAlgorithm.HS256;
        google.signer = new MACSigner(SECRET);
        assertThat(code(arrive(google.ann())))
                .as("signed with the secret of the client")
                .isEqualTo("ID_TOKEN_INVALID");
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsNotEvenRedeemed() {
        String code = google.code(away, google.ann());
        int before = google.server.asked.size();
        Outcome outcome = provider.arrive(new dev.berth.spi.identity.RedirectProvider.Arrival(
                away.kept(), away.state(), Map.of("code", code, "iss", "https://evil.example")));
        assertThat(code(outcome)).isEqualTo("ISSUER_MISMATCH");
        assertThat(google.server.asked).hasSize(before);
    }

    @Test
    void aDomainThatIsNotListedStaysInTheName() {
        Map<String, String> keys = keys();
        keys.put("google.hosted-domains", "company.example,other.example");
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
        Map<String, Object> claims = google.ann();
        claims.put("hd", "other.example");
        claims.put("email", "ann@other.example");
        assertThat(((Outcome.Vouched) arrive(claims)).identity().name()).isEqualTo("ann@other.example");
    }

    @Test
    void askedAgainGoogleSaysWhoItIsNowOrThatItIsOver() {
        String code = google.code(away, google.ann());
        String memory = ((Outcome.Vouched) TestClients.arrive(provider, away, code)).memory();
        Known known = new Known("110169484474386276334", "ann", memory);
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        assertThat(provider.ask(new Known("somebody-else", "ann", memory)))
                .isInstanceOf(IdentitySource.Answer.Unknown.class);
        assertThat(provider.ask(new Known("110169484474386276334", "ann", memory.replace(code, "revoked"))))
                .isInstanceOf(IdentitySource.Answer.Ended.class);
        google.server.at("/token", asked -> new Answer(503, Map.of(), Map.of()));
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Unknown.class);
        google.server.at("/token", asked -> new Answer(401, Map.of("error", "invalid_client"), Map.of()));
        assertThat(provider.ask(known))
                .as("a wrong secret is the hub's fault")
                .isInstanceOf(IdentitySource.Answer.Unknown.class);
    }

    @Test
    void groupsComeFromTheDirectoryInTheNameOfAnAdministrator(@TempDir Path folder) throws IOException, JOSEException {
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> asked.query().getOrDefault("pageToken", "").isEmpty()
                        ? Answer.ok(Map.of(
                                "groups", List.of(Map.of("email", "staff@company.example")), "nextPageToken", "2"))
                        : Answer.ok(Map.of("groups", List.of(Map.of("email", "gpu@company.example")))));
        assertThat(groups(folder, false)).containsExactlyInAnyOrder("staff@company.example", "gpu@company.example");
        assertThat(google.server.asked.stream()
                        .filter(asked -> asked.uri().getPath().endsWith("/groups"))
                        .map(asked ->
                                asked.authorization() + " " + asked.query().get("userKey")))
                .allMatch("Bearer service ann@company.example"::equals)
                .hasSize(2);
    }

    /** lab is in staff, staff in all, and all in lab: Google allows cycles of groups. */
    @Test
    void groupsOfGroupsAreToldWhereThatIsAskedForAndACircleEnds(@TempDir Path folder)
            throws IOException, JOSEException {
        Map<String, String> parents = Map.of("ann", "lab", "lab", "staff", "staff", "all", "all", "lab");
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> Answer.ok(Map.of(
                        "groups",
                        List.of(Map.of(
                                "email",
                                parents.get(asked.query().get("userKey").replace("@company.example", ""))
                                        + "@company.example")))));
        assertThat(groups(folder, false)).containsExactly("lab@company.example");
        start2();
        assertThat(groups(folder, true))
                .containsExactlyInAnyOrder("lab@company.example", "staff@company.example", "all@company.example");
    }

    /** A part of somebody's groups would be worse than none: a rule may exclude them because of the missing one. */
    @Test
    void whoIsInEndlesslyManyGroupsIsNotTakenToBeInAFew(@TempDir Path folder) throws IOException, JOSEException {
        AtomicInteger next = new AtomicInteger();
        google.server.at(
                "/admin/directory/v1/groups",
                asked -> Answer.ok(
                        Map.of("groups", List.of(Map.of("email", "g" + next.incrementAndGet() + "@company.example")))));
        open(folder, true);
        assertThat(((Outcome.Vouched) arrive(google.ann())).identity().groups())
                .isInstanceOf(GroupList.Incomplete.class);
        assertThat(next).hasValueLessThan(250);
    }

    @Test
    void withoutAServiceAccountGroupsAreNotKnown() {
        assertThat(((Outcome.Vouched) arrive(google.ann())).identity().groups())
                .isInstanceOf(GroupList.Incomplete.class);
    }

    private Set<String> groups(Path folder, boolean nested) throws IOException, JOSEException {
        open(folder, nested);
        return ((Outcome.Vouched) arrive(google.ann())).identity().groups().names();
    }

    private void open(Path folder, boolean nested) throws IOException, JOSEException {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(google.key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path file = folder.resolve("key.json");
        Files.writeString(
                file,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "client_email",
                                "berth@project.iam.gserviceaccount.com",
                                "private_key",
                                pem,
                                "token_uri",
                                google.issuer() + "/service-token")));
        google.server.at("/service-token", asked -> Answer.ok(Map.of("access_token", "service", "expires_in", 3600)));
        Map<String, String> keys = keys();
        keys.put("google.nested-groups", Boolean.toString(nested));
        keys.put("google.service-account-file", file.toString());
        keys.put("google.administrator", "admin@company.example");
        keys.put("endpoints.api", google.issuer());
        provider = TestClients.provider(keys);
        away = TestClients.depart(provider);
    }

    /** Another sign-in with the same provider: each has a separate nonce. */
    private void start2() {
        away = TestClients.depart(provider);
    }
}
