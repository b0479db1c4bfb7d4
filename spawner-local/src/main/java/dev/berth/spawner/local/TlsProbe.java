package dev.berth.spawner.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Finds out whether a program listens with TLS. OpenSSL closes a connection that begins with an HTTP request without a word, so the only way
 * to know is a handshake. Nothing is sent after it, so it does not matter whose certificate it is.
 */
final class TlsProbe {

    private static final TrustManager ANY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private TlsProbe() {}

    static boolean listensWithTls(int port, int timeoutMillis) {
        try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.startHandshake();
            return true;
        } catch (IOException noTls) {
            return false;
        }
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {ANY}, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java does not have TLS", missing);
        }
    }
}
