package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A proxy with a certificate of its own. */
@ExtendWith(OutputCaptureExtension.class)
class HttpsIT {

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void itServesHttpsItself() throws Exception {
        house.tls = certificate("CN=localhost");
        house.start();
        try (SSLSocket socket = secured()) {
            socket.getOutputStream()
                    .write("GET /hub/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("x-forwarded-proto: https\n", "x-forwarded-port: 443\n");
        }
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestart(CapturedOutput output) throws Exception {
        house.tls = certificate("CN=old");
        house.start();
        assertThat(subject()).isEqualTo("CN=old");

        ProxyOptions.Tls renewed = certificate("CN=new");
        Files.writeString(house.tls.certificate(), Files.readString(renewed.certificate()));
        await("half of the new pair was looked at")
                .atMost(Duration.ofSeconds(30))
                .until(() -> output.getOut().contains("The changed certificate in " + house.tls.certificate()));
        assertThat(subject()).as("it does not fit the old key").isEqualTo("CN=old");

        Files.writeString(house.tls.key(), Files.readString(renewed.key()));
        await("the new one is in use")
                .atMost(Duration.ofSeconds(30))
                .until(() -> subject().equals("CN=new"));
    }

    private static ProxyOptions.Tls certificate(String subject) throws Exception {
        var certificate = new CertificateBuilder()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        return new ProxyOptions.Tls(
                certificate.toTempCertChainPem().toPath(),
                certificate.toTempPrivateKeyPem().toPath());
    }

    private String subject() throws Exception {
        try (SSLSocket socket = secured()) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private SSLSocket secured() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustingManager()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", house.port());
    }

    /** Certificates do not matter here. */
    private static final class TrustingManager extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
