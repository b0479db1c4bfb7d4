package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Google as its documentation describes it, and what must be rejected. */
class GoogleTests extends GoogleClient {

    private Outcome arriveWith(String claim, Object value) {
        Map<String, Object> claims = google.ann();
        claims.put(claim, value);
        return arrive(claims);
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
            departAgain();
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
            departAgain();
            assertThat(code(arriveWith("email_verified", value)))
                    .as("email_verified: %s", value)
                    .isEqualTo("EMAIL_UNVERIFIED");
        }
        departAgain();
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
        departAgain();
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
}
