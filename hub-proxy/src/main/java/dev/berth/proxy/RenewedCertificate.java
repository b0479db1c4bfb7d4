package dev.berth.proxy;

import dev.berth.proxy.http.PublicServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a renewed certificate without closing connections: certbot and cert-manager rewrite the same two files every two months. A pair
 * that cannot be used, for example because only one file is new, changes nothing.
 */
final class RenewedCertificate {

    /** How often to check the files. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RenewedCertificate.class);

    private static final String NO_PAIR = "the key does not belong to the certificate";

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final Vertx vertx;
    private final ProxyOptions.Tls files;
    private final PublicServer server;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile List<FileTime> used;
    private volatile List<FileTime> complained = List.of();

    /** The server is already using the current content of the files. */
    RenewedCertificate(Vertx vertx, ProxyOptions.Tls files, PublicServer server) {
        this.vertx = vertx;
        this.files = files;
        this.server = server;
        this.used = written();
    }

    /** Checks the files; blocks, but does not wait until the new certificate is in use. */
    void look() {
        List<FileTime> now = written();
        if (now.isEmpty() || now.equals(used) || !looking.compareAndSet(false, true)) {
            return;
        }
        String problem = problem();
        if (problem != null) {
            complain(now, problem);
            looking.set(false);
            return;
        }
        server.renew(Transport.keys(files)).onComplete(done -> {
            if (done.succeeded()) {
                used = now;
                LOG.info("The renewed certificate in {} is in use", files.certificate());
            } else {
                complain(now, String.valueOf(done.cause().getMessage()));
            }
            looking.set(false);
        });
    }

    private @Nullable String problem() {
        String certificate = PemFiles.certificateProblem(files.certificate());
        String each = certificate != null ? certificate : PemFiles.keyProblem(files.key());
        return each != null ? each : pairProblem();
    }

    /** Checks that the key belongs to the certificate; otherwise only a visitor's failing TLS handshake would show it. */
    private @Nullable String pairProblem() {
        try {
            var keys = Transport.keys(files).getKeyManagerFactory(vertx).getKeyManagers();
            if (keys.length == 0 || !(keys[0] instanceof X509KeyManager manager)) {
                return "it does not contain a key";
            }
            for (Map.Entry<String, String> kind : SIGNATURES.entrySet()) {
                String[] names = manager.getServerAliases(kind.getKey(), null);
                if (names != null && names.length > 0) {
                    PrivateKey key = manager.getPrivateKey(names[0]);
                    PublicKey other = manager.getCertificateChain(names[0])[0].getPublicKey();
                    return fit(key, other, kind.getValue()) ? null : NO_PAIR;
                }
            }
            return NO_PAIR;
        } catch (Exception unusable) {
            return String.valueOf(unusable.getMessage());
        }
    }

    private static boolean fit(PrivateKey key, PublicKey other, String algorithm) throws GeneralSecurityException {
        byte[] something = "signed by the one, verified by the other".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(something);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(other);
        verifying.update(something);
        return verifying.verify(signing.sign());
    }

    /** Logs once for each change; the next check tries again, since the other file may be written in between. */
    private void complain(List<FileTime> now, String problem) {
        if (!now.equals(complained)) {
            complained = now;
            LOG.warn(
                    "The changed certificate in {} cannot be used ({}); the previous one stays in use",
                    files.certificate(),
                    problem);
        }
    }

    /** Empty if a file is missing, as it may be for a moment. */
    private List<FileTime> written() {
        try {
            return List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
        } catch (IOException away) {
            return List.of();
        }
    }
}
