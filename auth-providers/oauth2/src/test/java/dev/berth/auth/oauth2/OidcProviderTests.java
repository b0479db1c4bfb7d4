package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.IdentitySource.Known;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenID providers do beside the usual: keys that nobody can use, other signatures, groups that are kept elsewhere. */
class OidcProviderTests {

    private static final String CLIENT = "berth";

    /** As a provider published it beside good ones: RFC 5639's curve, which no JOSE library has. */
    private static final Map<String, Object> BRAINPOOL = Map.of(
            "kty", "EC",
            "crv", "brainpoolP256r1",
            "kid", "bp",
            "use", "sig",
            "x", "gmJ6AGxEaUjO8S5tGhrSCGFpKyMPzJv5P5ZgOhBxV0s",
            "y", "Ee6qV9eRp0ytaTlB2pWHDHnFJP1y4W1vSfJIxrZ0N1Y");

    private final LocalServer server = new LocalServer();
    private final List<Object> keys = new ArrayList<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> document = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private RSAKey rsa;
    private JWSSigner signer;
    private JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    private boolean idTokens = true;
    private String nonce = "";

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

    private String sign(Map<String, Object> values) {
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

    private OAuth2Provider provider() {
        server.discovered(document);
        return TestClients.provider(settings);
    }

    private Outcome comeTo(OAuth2Provider provider) {
        Departure.Away away = TestClients.depart(provider);
        nonce = TestClients.parameters(away).get("nonce");
        return TestClients.arrive(provider, away, "code");
    }

    private Outcome come() {
        return comeTo(provider());
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(String code, String why) ? code : outcome.toString();
    }

    private static GroupList groups(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Vouched.class);
        return ((Outcome.Vouched) outcome).identity().groups();
    }

    /** RFC 7517, section 5: keys that an implementation does not know, or that lack something, are ignored. */
    @Test
    void aKeyThatNobodyCanUseKeepsNobodyOut() {
        keys.addFirst(BRAINPOOL);
        keys.add(Map.of("kty", "AKP", "alg", "ML-DSA-44", "kid", "future", "pub", "AAAA"));
        keys.add(Map.of("kty", "RSA", "kid", "half", "n", "AQAB"));
        keys.add(Map.of("kid", "nothing"));
        keys.add("not a key");
        assertThat(come()).isInstanceOf(Outcome.Vouched.class);
        assertThat(((Outcome.Vouched) come()).identity().subject()).isEqualTo("7");
    }

    @Test
    void whereNoKeyCanBeUsedNobodyIsBlamed() {
        keys.clear();
        keys.add(BRAINPOOL);
        assertThat(come())
                .isInstanceOfSatisfying(
                        Outcome.Unavailable.class,
                        down -> assertThat(down.why()).contains("bp"));
        server.at("/keys", asked -> Answer.ok(Map.of("error", "maintenance")));
        assertThat(come()).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aTokenSignedWithAKeyThatWasIgnoredIsRefused() throws JOSEException {
        keys.clear();
        keys.add(BRAINPOOL);
        keys.add(new RSAKeyGenerator(2048)
                .keyID("other")
                .generate()
                .toPublicJWK()
                .toJSONObject());
        assertThat(code(come())).isEqualTo("ID_TOKEN_INVALID");
    }

    /** RFC 8037, and RFC 9864 for the second name. */
    @Test
    void aTokenSignedWithEdDsaIsTaken() throws GeneralSecurityException {
        for (Curve curve : List.of(Curve.Ed25519, Curve.Ed448)) {
            for (JWSAlgorithm name : List.of(JWSAlgorithm.EdDSA, JWSAlgorithm.parse(curve.getName()))) {
                edwards(curve, name);
                assertThat(come()).as("%s %s", curve, name).isInstanceOf(Outcome.Vouched.class);
                byte[] other = KeyPairGenerator.getInstance(curve.getName())
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded();
                keys.set(0, key(curve, other));
                assertThat(code(come())).as("another key").isEqualTo("ID_TOKEN_INVALID");
            }
        }
    }

    @Test
    void whatTheProviderDoesNotSignWithIsRefused() throws GeneralSecurityException {
        edwards(Curve.Ed25519, JWSAlgorithm.EdDSA);
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        assertThat(code(come())).isEqualTo("ID_TOKEN_INVALID");
    }

    private void edwards(Curve curve, JWSAlgorithm name) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(curve.getName()).generateKeyPair();
        keys.clear();
        keys.add(key(curve, pair.getPublic().getEncoded()));
        signer = new EdwardsSigner(pair.getPrivate());
        algorithm = name;
        document.put("id_token_signing_alg_values_supported", List.of("RS256", name.getName()));
    }

    /** The raw key is the end of a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static Map<String, Object> key(Curve curve, byte[] encoded) {
        int length = curve.equals(Curve.Ed448) ? 57 : 32;
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
        return new OctetKeyPair.Builder(curve, Base64URL.encode(raw))
                .keyID("k1")
                .build()
                .toJSONObject();
    }

    /** Of the Java runtime: Nimbus' own signer needs a library that the hub does not have. */
    private static final class EdwardsSigner extends BaseJWSProvider implements JWSSigner {

        private final PrivateKey key;

        private EdwardsSigner(PrivateKey key) {
            super(EdDsa.ALGORITHMS);
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("EdDSA");
                signature.initSign(key);
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException failure) {
                throw new JOSEException(failure.getMessage(), failure);
            }
        }
    }

    /** OpenID Connect Core 1.0, section 5.3.2. */
    @Test
    void aSignedUserInfoAnswerIsTakenIfItIsForThisHub() {
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7", "groups", List.of("gpu")));
        assertThat(groups(come())).isEqualTo(new GroupList.Whole(Set.of("gpu")));
        userInfo(Map.of("iss", server.address(), "aud", "another", "sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("iss", "https://evil.example", "aud", CLIENT, "sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("sub", "7"));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "8"));
        assertThat(code(come())).isEqualTo("SUBJECT_MISMATCH");
    }

    @Test
    void aUserInfoAnswerThatTheProviderDidNotSignIsRefused() throws JOSEException {
        JWSSigner theirs = signer;
        userInfo(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7"));
        JWSSigner forged = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        server.at("/me", asked -> {
            signer = forged;
            try {
                return jwt(sign(Map.of("iss", server.address(), "aud", CLIENT, "sub", "7")));
            } finally {
                signer = theirs;
            }
        });
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
        server.at("/me", asked -> jwt("eyJhbGciOiJub25lIn0.e30."));
        assertThat(code(come())).isEqualTo("USERINFO_INVALID");
    }

    private void userInfo(Map<String, Object> values) {
        document.put("userinfo_endpoint", server.address() + "/me");
        server.at("/me", asked -> jwt(sign(values)));
    }

    private static Answer jwt(String token) {
        return new Answer(
                200,
                token.getBytes(StandardCharsets.US_ASCII),
                Map.of("Content-Type", "application/jwt;charset=UTF-8"));
    }

    private void tooManyGroups() {
        claims.put("_claim_names", Map.of("groups", "src1"));
        claims.put(
                "_claim_sources",
                Map.of("src1", Map.of("endpoint", "https://graph.windows.net/t/users/7/getMemberObjects")));
    }

    @Test
    void groupsThatDoNotFitAreReadFromMicrosoftGraphPageByPage() {
        tooManyGroups();
        assertThat(groups(come())).isInstanceOf(GroupList.Incomplete.class);
        settings.put("endpoints.groups", server.address() + "/v1.0/me/transitiveMemberOf?$select=id&$top=2");
        server.at("/v1.0/me/transitiveMemberOf", asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer access");
            return asked.query().containsKey("$skiptoken")
                    ? Answer.ok(Map.of("value", List.of(Map.of("id", "c"))))
                    : Answer.ok(Map.of(
                            "value",
                            List.of(
                                    Map.of("@odata.type", "#microsoft.graph.group", "id", "a"),
                                    Map.of("@odata.type", "#microsoft.graph.directoryRole", "id", "role"),
                                    Map.of("@odata.type", "#microsoft.graph.group", "id", "b")),
                            "@odata.nextLink",
                            server.address() + "/v1.0/me/transitiveMemberOf?$select=id&$skiptoken=x"));
        });
        assertThat(groups(come())).isEqualTo(new GroupList.Whole(Set.of("a", "b", "c")));
    }

    @Test
    void anAnswerOfGraphWithGapsDecidesNothing() {
        tooManyGroups();
        settings.put("endpoints.groups", server.address() + "/g?$select=displayName");
        Map<String, Object> hidden = new HashMap<>(Map.of("@odata.type", "#microsoft.graph.group", "id", "a"));
        hidden.put("displayName", null);
        server.at("/g", asked -> Answer.ok(Map.of("value", List.of(Map.of("displayName", "staff"), hidden))));
        assertThat(groups(come())).as("no right to read names").isInstanceOf(GroupList.Incomplete.class);
        server.at("/g", asked -> Answer.ok(Map.of("error", "?")));
        assertThat(groups(come())).isInstanceOf(GroupList.Incomplete.class);
        server.at(
                "/g",
                asked -> Answer.ok(Map.of("value", List.of(), "@odata.nextLink", server.address() + "/g?page=again")));
        assertThat(groups(come())).as("without end").isInstanceOf(GroupList.Incomplete.class);
        server.at("/g", asked -> new Answer(403, Map.of(), Map.of()));
        assertThat(come()).isInstanceOf(Outcome.Unavailable.class);
        try (LocalServer elsewhere = new LocalServer()) {
            server.at(
                    "/g",
                    asked -> Answer.ok(Map.of("value", List.of(), "@odata.nextLink", elsewhere.address() + "/g")));
            assertThat(come()).isInstanceOf(Outcome.Unavailable.class);
            assertThat(elsewhere.asked).as("no token goes to another host").isEmpty();
        }
    }

    @Test
    void askedAgainWithoutAnIdTokenWhatOnlyThatSaidIsUnknown() {
        claims.put("groups", List.of("staff"));
        document.put("userinfo_endpoint", server.address() + "/me");
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7", "preferred_username", "ann")));
        OAuth2Provider provider = provider();
        Known known = new Known("7", "ann", ((Outcome.Vouched) comeTo(provider)).memory());
        idTokens = false;
        var current = (IdentitySource.Answer.Current) provider.ask(known);
        assertThat(current.identity().groups()).isInstanceOf(GroupList.Incomplete.class);
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7", "preferred_username", "ann", "groups", List.of())));
        current = (IdentitySource.Answer.Current) provider.ask(known);
        assertThat(current.identity().groups()).isEqualTo(new GroupList.Whole(Set.of()));
        server.at("/me", asked -> Answer.ok(Map.of("sub", "7")));
        assertThat(provider.ask(known))
                .as("a name that cannot be read makes nobody gone")
                .isInstanceOf(IdentitySource.Answer.Unknown.class);
    }

    @Test
    void askedAgainATokenThatIsNotRightMakesNobodyGone() throws JOSEException {
        OAuth2Provider provider = provider();
        Known known = new Known("7", "ann", ((Outcome.Vouched) comeTo(provider)).memory());
        assertThat(provider.ask(known)).isInstanceOf(IdentitySource.Answer.Current.class);
        signer = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        assertThat(provider.ask(known))
                .isInstanceOfSatisfying(
                        IdentitySource.Answer.Unknown.class,
                        unknown -> assertThat(unknown.memory()).isNotNull());
    }
}
