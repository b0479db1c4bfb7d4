package dev.berth.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.berth.auth.oauth2.LocalHttps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the receiver, through a proxy and with private certificates. */
class WebhookTests {

    @TempDir
    private Path folder;

    private static HttpClient client(@Nullable URI proxy, @Nullable Path caFile) {
        return Webhook.client(new AlertProperties.Webhook("", null, Duration.ofSeconds(10), proxy, caFile));
    }

    private static int get(HttpClient client, String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aProxyIsUsedWhereOneIsSet() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        proxy.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
            assertThat(get(client(address, null), "http://alerts.example/berth"))
                    .isEqualTo(204);
        } finally {
            proxy.stop(0);
        }
        assertThat(asked).containsExactly("http://alerts.example/berth");
    }

    @Test
    void anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() throws Exception {
        try (LocalHttps listener = new LocalHttps(folder, exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        })) {
            assertThatThrownBy(() -> get(client(null, null), listener.address()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(get(client(null, listener.certificate()), listener.address()))
                    .isEqualTo(204);
        }
    }
}
