package dev.berth.auth.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import java.security.Key;
import java.security.interfaces.EdECPublicKey;
import java.util.HashSet;
import java.util.Set;

/** Nimbus' verifiers, and the one for EdDSA, for which its own needs a library more. */
final class SignatureVerifiers implements JWSVerifierFactory {

    private final DefaultJWSVerifierFactory usual = new DefaultJWSVerifierFactory();

    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
        return key instanceof EdECPublicKey edwards ? new EdDsa(edwards) : usual.createJWSVerifier(header, key);
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        Set<JWSAlgorithm> all = new HashSet<>(usual.supportedJWSAlgorithms());
        all.addAll(EdDsa.ALGORITHMS);
        return all;
    }

    @Override
    public JCAContext getJCAContext() {
        return usual.getJCAContext();
    }
}
