package dev.berth.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.berth.auth.oauth2.LocalServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.RestClientException;

/** What leaves the hub for a provider, and what is taken back. */
class OutgoingTests {

    private static final char[] PASSWORD = "changeit".toCharArray();

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
        Path store = folder.resolve("store.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString());
        Path pem = folder.resolve("ca.pem");
        keytool("-exportcert", "-alias", "a", "-rfc", "-file", pem.toString(), "-keystore", store.toString());
        HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        https.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            exchange.close();
        });
        https.start();
        try {
            String address = "https://127.0.0.1:" + https.getAddress().getPort() + "/";
            assertThatThrownBy(() -> get(connection(Map.of()), address)).isInstanceOf(RestClientException.class);
            assertThat(get(connection(Map.of("ca-file", pem.toString())), address))
                    .isEqualTo("ok");
        } finally {
            https.stop(0);
        }
        Path other = Files.writeString(folder.resolve("other.pem"), "no certificate\n");
        assertThatThrownBy(() -> Outgoing.client(connection(Map.of("ca-file", other.toString()))))
                .isInstanceOf(IOException.class);
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        java.util.List<String> all = new java.util.ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(java.util.List.of(words));
        all.addAll(java.util.List.of("-storepass", new String(PASSWORD), "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
