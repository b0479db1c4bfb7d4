package dev.berth.auth.oauth2;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** HTTP requests to a provider: with the configured proxy, certificates and timeouts, a size limit for responses, and without redirects. */
final class Outgoing {

    /** The claims of a person in a thousand groups are a few dozen KiB. */
    private static final int MOST_BYTES = 1 << 20;

    private Outgoing() {}

    /** A client that does not follow redirects: a response that leads to another place is invalid. */
    static RestClient.Builder client(OAuth2Client.Connection connection) throws IOException {
        return RestClient.builder()
                .requestFactory(factory(connection))
                .requestInterceptor((request, body, execution) -> new Bounded(execution.execute(request, body)));
    }

    private static ClientHttpRequestFactory factory(OAuth2Client.Connection connection) throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connection.connectTimeout());
        URI proxy = connection.proxy();
        if (proxy != null) {
            client.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        }
        if (connection.caFile() != null) {
            client.sslContext(trusting(certificates(connection.caFile())));
        }
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client.build());
        factory.setReadTimeout(connection.readTimeout());
        return factory;
    }

    /** The certificates of a PEM file, at least one. */
    static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("it does not contain a certificate");
            }
            return found;
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("it contains something other than certificates in PEM", unreadable);
        }
    }

    private static SSLContext trusting(Collection<? extends Certificate> anchors) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate anchor : anchors) {
                store.setCertificateEntry("ca" + number++, anchor);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    private record Bounded(ClientHttpResponse response) implements ClientHttpResponse {

        @Override
        public InputStream getBody() throws IOException {
            return new FilterInputStream(response.getBody()) {
                private int left = MOST_BYTES;

                @Override
                public int read() throws IOException {
                    int one = super.read();
                    take(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int count = super.read(into, from, length);
                    take(Math.max(0, count));
                    return count;
                }

                private void take(int count) throws IOException {
                    left -= count;
                    if (left < 0) {
                        throw new IOException("The response has more than " + MOST_BYTES + " bytes");
                    }
                }
            };
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return response.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return response.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return response.getHeaders();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
