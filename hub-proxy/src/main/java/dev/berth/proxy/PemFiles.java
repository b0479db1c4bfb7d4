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

/** Checks a certificate or a key before the server uses it. */
public final class PemFiles {

    private PemFiles() {}

    /** The problem of this certificate chain and its remedy, or null. */
    public static @Nullable String certificateProblem(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            return Instant.now().isAfter(end) ? "the certificate expired at " + end + ". Renew it" : null;
        } catch (IOException unreadable) {
            return unreadable(unreadable);
        } catch (CertificateException noCertificate) {
            return "it is not a certificate in PEM. Use the file with the chain, the hub's own certificate first";
        }
    }

    /** The problem of this key and its remedy, or null. */
    public static @Nullable String keyProblem(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.contains("PRIVATE KEY-----") && !text.contains("ENCRYPTED PRIVATE KEY")
                    ? null
                    : "it is not a private key in PEM without a password. Use the key for which the certificate was issued";
        } catch (IOException unreadable) {
            return unreadable(unreadable);
        }
    }

    private static String unreadable(IOException failure) {
        return "not a file that this account can read (" + failure.getClass().getSimpleName()
                + "). Correct the path, or the owner and mode of the file";
    }
}
