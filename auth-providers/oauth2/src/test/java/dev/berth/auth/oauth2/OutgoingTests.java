package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.auth.oauth2.LocalServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.RestClientException;

/** What the hub sends to a provider, and which responses it accepts. */
class OutgoingTests {

    private LocalServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server = new LocalServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static OAuth2Client.Connection connection(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(Map.of("kind", "oidc"));
        keys.forEach((key, value) -> all.put("connection." + key, value));
        return TestClients.client(all).connection();
    }

    private static String get(OAuth2Client.Connection connection, String address) throws IOException {
        return Outgoing.client(connection).build().get().uri(address).retrieve().body(String.class);
    }

    @Test
    void noRedirectIsFollowed() throws IOException {
        server.at("/there", asked -> new Answer(302, "", Map.of("Location", server.address() + "/secret")));
        server.at("/secret", asked -> Answer.ok("secret"));
        get(connection(Map.of()), server.address() + "/there");
        assertThat(server.asked).noneMatch(asked -> asked.uri().getPath().equals("/secret"));
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        server.at("/", asked -> Answer.ok("x".repeat(2 << 20)));
        server.at("/long", asked -> Answer.ok("x".repeat(2 << 20)));
        assertThatThrownBy(() -> get(connection(Map.of()), server.address() + "/long"))
                .isInstanceOf(RestClientException.class)
                .hasStackTraceContaining("more than 1048576 bytes");
    }

    @Test
    void aProxyIsUsedWhereOneIsSet() throws IOException {
        server.at("/by-proxy", asked -> Answer.ok("from the proxy"));
        assertThat(get(connection(Map.of("proxy", server.address())), "http://idp.example/by-proxy"))
                .contains("from the proxy");
        assertThat(server.asked)
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri().toString()).isEqualTo("http://idp.example/by-proxy"));
    }

    @Test
    void aCertificateOfNobodysIsTrustedOnlyIfItsAuthorityIsNamed() throws Exception {
        try (LocalHttps https = new LocalHttps(folder, exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        })) {
            assertThatThrownBy(() -> get(connection(Map.of()), https.address()))
                    .isInstanceOf(RestClientException.class);
            assertThat(get(connection(Map.of("ca-file", https.certificate().toString())), https.address()))
                    .isEqualTo("ok");
        }
        Path other = Files.writeString(folder.resolve("other.pem"), "no certificate\n");
        assertThatThrownBy(() -> Outgoing.client(connection(Map.of("ca-file", other.toString()))))
                .isInstanceOf(IOException.class);
    }
}
