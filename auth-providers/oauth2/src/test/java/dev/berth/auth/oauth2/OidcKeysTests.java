package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.berth.auth.oauth2.LocalServer.Answer;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys that nobody can use, and other signatures than the usual ones. */
class OidcKeysTests extends OidcServer {

    /** As a provider published it beside good ones: RFC 5639's curve, which no JOSE library has. */
    private static final Map<String, Object> BRAINPOOL = Map.of(
            "kty", "EC",
            "crv", "brainpoolP256r1",
            "kid", "bp",
            "use", "sig",
            "x", "gmJ6AGxEaUjO8S5tGhrSCGFpKyMPzJv5P5ZgOhBxV0s",
            "y", "Ee6qV9eRp0ytaTlB2pWHDHnFJP1y4W1vSfJIxrZ0N1Y");

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
}
