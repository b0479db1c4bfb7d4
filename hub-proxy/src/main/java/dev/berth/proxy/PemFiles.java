package dev.berth.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is wrong with a certificate or a key before anything listens with it. */
public final class PemFiles {

    private PemFiles() {}

    /** What is wrong with this chain and what to do about it, or null. */
    public static @Nullable String certificateProblem(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            return Instant.now().isAfter(end) ? "the certificate ended at " + end + "; renew it" : null;
        } catch (IOException unreadable) {
            return unreadable(unreadable);
        } catch (CertificateException noCertificate) {
            return "it is no certificate in PEM: use the file with the chain, the hub's own certificate first";
        }
    }

    /** What is wrong with this key and what to do about it, or null. */
    public static @Nullable String keyProblem(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.contains("PRIVATE KEY-----") && !text.contains("ENCRYPTED PRIVATE KEY")
                    ? null
                    : "it is no private key in PEM without a password: use the key that the certificate was made for";
        } catch (IOException unreadable) {
            return unreadable(unreadable);
        }
    }

    private static String unreadable(IOException failure) {
        return "no file that this account can read (" + failure.getClass().getSimpleName()
                + "): correct the path, or the owner and mode of the file";
    }
}
