package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An OpenID provider whose keys, claims and discovery document a test changes, and a client of it; new for each test. */
abstract class OidcServer {

    static final String CLIENT = "berth";

    final LocalServer server = new LocalServer();
    final List<Object> keys = new ArrayList<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    final Map<String, Object> document = new HashMap<>();
    final Map<String, String> settings = new HashMap<>();
    RSAKey rsa;
    JWSSigner signer;
    JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    boolean idTokens = true;
    String nonce = "";

    @BeforeEach
    void start() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
        signer = new RSASSASigner(rsa);
        keys.add(rsa.toPublicJWK().toJSONObject());
        claims.putAll(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7", "preferred_username", "ann"));
        server.at("/keys", asked -> Answer.ok(Map.of("keys", keys)));
        server.at("/token", asked -> {
            Map<String, Object> tokens = new HashMap<>(Map.of(
                    "access_token", "access", "token_type", "Bearer", "expires_in", 300, "refresh_token", "again"));
            if (idTokens) {
                Map<String, Object> signed = new HashMap<>(claims);
                signed.put("nonce", nonce);
                tokens.put("id_token", sign(signed));
            }
            return Answer.ok(tokens);
        });
        settings.putAll(Map.of("kind", "oidc", "issuer", server.address(), "client-id", CLIENT, "client-secret", "s"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    String sign(Map<String, Object> values) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
        values.forEach(set::claim);
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k1").build(), set.build());
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return token.serialize();
    }

    OAuth2Provider provider() {
        server.discovered(document);
        return TestClients.provider(settings);
    }

    Outcome comeTo(OAuth2Provider provider) {
        Departure.Away away = TestClients.depart(provider);
        nonce = TestClients.parameters(away).get("nonce");
        return TestClients.arrive(provider, away, "code");
    }

    Outcome come() {
        return comeTo(provider());
    }

    static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    static GroupList groups(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Vouched.class);
        return ((Outcome.Vouched) outcome).identity().groups();
    }

    void userInfo(Map<String, Object> values) {
        document.put("userinfo_endpoint", server.address() + "/me");
        server.at("/me", asked -> jwt(sign(values)));
    }

    static Answer jwt(String token) {
        return new Answer(
                200,
                token.getBytes(StandardCharsets.US_ASCII),
                Map.of("Content-Type", "application/jwt;charset=UTF-8"));
    }
}
