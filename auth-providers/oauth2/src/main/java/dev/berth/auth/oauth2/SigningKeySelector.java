package dev.berth.auth.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that may have signed a token, by its header. Beside what Nimbus takes also those of EdDSA (RFC 8037), and none that
 * cannot verify the token's algorithm, because one of them would fail the others.
 */
record SigningKeySelector(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> source, SignatureVerifiers verifiers)
        implements JWSKeySelector<SecurityContext> {

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        JWKMatcher matcher = algorithms.contains(header.getAlgorithm()) ? JWKMatcher.forJWSHeader(header) : null;
        if (matcher == null) {
            return List.of();
        }
        List<Key> keys = new ArrayList<>();
        for (JWK key : source.get(new JWKSelector(matcher), context)) {
            keys.addAll(publicKeys(key));
        }
        keys.removeIf(key -> !verifies(header, key));
        return keys;
    }

    private static List<? extends Key> publicKeys(JWK key) {
        return key instanceof OctetKeyPair pair
                ? EdDsa.key(pair).map(List::of).orElse(List.of())
                : KeyConverter.toJavaKeys(List.of(key)).stream()
                        .filter(PublicKey.class::isInstance)
                        .toList();
    }

    private boolean verifies(JWSHeader header, Key key) {
        try {
            verifiers.createJWSVerifier(header, key);
            return true;
        } catch (JOSEException unusable) {
            return false;
        }
    }
}
