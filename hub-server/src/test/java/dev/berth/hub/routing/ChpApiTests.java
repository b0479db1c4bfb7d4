package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import dev.berth.auth.oauth2.LocalHttps;
import dev.berth.hub.web.ChpProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** To whom the hub tells the token of configurable-http-proxy, and what it makes of its answers. */
class ChpApiTests {

    @TempDir
    private Path folder;

    private LocalHttps server;
    private int status = 200;
    private String body = "{\"/user/ann\": {\"target\": \"http://127.0.0.1:9\", \"jupyterhub\": true}}";

    @BeforeEach
    void start() throws Exception {
        server = new LocalHttps(folder, this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ChpApi api(@Nullable Path ca) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        ChpProperties properties =
                new ChpProperties(URI.create(server.address()), token, ca, null, List.of(), Duration.ofMinutes(1));
        return new ChpApi(properties, JsonMapper.shared());
    }

    @Test
    void aCertificateThatTheFileVouchesForIsTrusted() throws Exception {
        assertThat(api(server.certificate()).routes())
                .isEqualTo(Map.of("/user/ann", new ChpApi.Entry("http://127.0.0.1:9", true)));
    }

    @Test
    void anyOtherCertificateIsNot() throws Exception {
        ChpApi api = api(null);
        assertThatIOException().isThrownBy(api::routes).withMessageContaining("PKIX");
    }

    @Test
    void aRefusedTokenIsNamed() throws Exception {
        status = 403;
        ChpApi api = api(server.certificate());
        assertThatIOException().isThrownBy(api::routes).withMessageContaining("its token is not the one in");
    }

    @Test
    void anAnswerThatIsNotJsonIsAFailureLikeAnyOther() throws Exception {
        body = "<html>";
        ChpApi api = api(server.certificate());
        assertThatIOException().isThrownBy(api::routes).withMessageContaining("JSON");
    }
}
