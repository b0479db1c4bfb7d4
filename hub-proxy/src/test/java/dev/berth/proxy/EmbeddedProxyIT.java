package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.proxy.boot.EmbeddedProxy;
import dev.berth.proxy.boot.EmbeddedProxyAutoConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The proxy inside the hub's process. */
class EmbeddedProxyIT {

    @TempDir
    Path home;

    @Test
    void itFollowsTheHubThatItLivesIn() throws IOException {
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(home.resolve("keys/proxy.secret"), FakeHub.SECRET + "\n");
        try (FakeHub hub = new FakeHub();
                HttpClient client = HttpClient.newHttpClient()) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(EmbeddedProxyAutoConfiguration.class))
                    .withPropertyValues(
                            "berth.home=" + home,
                            "berth.port=0",
                            "local.server.port=" + hub.url().getPort())
                    .run(context -> {
                        int port = context.getBean(EmbeddedProxy.class).port();
                        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hub/login"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .build();
                        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                        .body())
                                .startsWith("hub GET /hub/login\n");
                    });
            assertThat(home.resolve("proxy/snapshot-0.json")).exists();
        }
    }
}
