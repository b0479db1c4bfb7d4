package dev.berth.auth.oauth2;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import java.util.Set;

/** Signatures by EdDSA (RFC 8037; RFC 9864 for the names of single curves), verified by the Java runtime. */
final class EdDsa extends BaseJWSProvider implements JWSVerifier {

    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519, JWSAlgorithm.Ed448);

    private final EdECPublicKey key;

    EdDsa(EdECPublicKey key) {
        super(ALGORITHMS);
        this.key = key;
    }

    /** The key as the Java runtime knows it; nothing for one that is not for signatures. */
    static Optional<PublicKey> key(OctetKeyPair pair) {
        NamedParameterSpec curve = pair.getCurve().equals(Curve.Ed25519)
                ? NamedParameterSpec.ED25519
                : pair.getCurve().equals(Curve.Ed448) ? NamedParameterSpec.ED448 : null;
        byte[] encoded = pair.getDecodedX();
        int length = NamedParameterSpec.ED448.equals(curve) ? 57 : 32;
        if (curve == null || encoded.length != length) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    KeyFactory.getInstance("EdDSA").generatePublic(new EdECPublicKeySpec(curve, point(encoded))));
        } catch (GeneralSecurityException unusable) {
            return Optional.empty();
        }
    }

    /** RFC 8032, sections 5.1.2 and 5.2.2: y in little-endian, with the lowest bit of x as the highest bit of all. */
    private static EdECPoint point(byte[] encoded) {
        byte[] y = new byte[encoded.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = encoded[encoded.length - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        return new EdECPoint(odd, new BigInteger(1, y));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        boolean extensions = header.getCriticalParams() != null
                && !header.getCriticalParams().isEmpty();
        String curve = key.getParams().getName();
        boolean named = header.getAlgorithm().equals(JWSAlgorithm.EdDSA)
                || header.getAlgorithm().getName().equals(curve);
        if (extensions || !named) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("EdDSA");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature.decode());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
