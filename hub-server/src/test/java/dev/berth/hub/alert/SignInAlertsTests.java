package dev.berth.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Two hubs on one database, and a receiver that listens on a port. */
class SignInAlertsTests {

    private static final String SECRET = "shared-with-the-listener";
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILING = new AtomicInteger(1);

    @TempDir
    static Path folder;

    private static HttpServer listener;
    private static HubUnderTest one;
    private static HubUnderTest other;

    private record Call(String body, String signature) {}

    @BeforeAll
    static void start() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/alerts", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CALLS.add(new Call(body, exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE)));
            exchange.sendResponseHeaders(FAILING.getAndDecrement() > 0 ? 503 : 204, -1);
            exchange.close();
        });
        listener.start();
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        String[] settings = {
            "berth.alerts.failures-per-account=3",
            "berth.alerts.failures-per-address=6",
            "berth.alerts.webhook.url=http://127.0.0.1:" + listener.getAddress().getPort() + "/alerts",
            "berth.alerts.webhook.secret-file=" + secret
        };
        TestDatabase database = TestDatabase.fresh();
        one = HubUnderTest.start(database, new InMemoryWorld(), settings);
        other = HubUnderTest.start(database, new InMemoryWorld(), settings);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        listener.stop(0);
    }

    private static void guess(HubUnderTest hub, String name, String from) {
        HubBrowser browser = new HubBrowser(hub.port(), hub.proxySecret());
        browser.headers.put("X-Forwarded-For", from);
        assertThat(browser.signIn(name, "wrong").statusCode()).isEqualTo(403);
    }

    private static double counted(String kind) {
        return one.bean(MeterRegistry.class)
                        .counter("berth.alerts", "kind", kind)
                        .count()
                + other.bean(MeterRegistry.class)
                        .counter("berth.alerts", "kind", kind)
                        .count();
    }

    private static List<Call> about(String subject) {
        return CALLS.stream()
                .filter(call -> call.body().contains("\"" + subject + "\""))
                .toList();
    }

    @Test
    void repeatedFailuresOverAllReplicasAreToldOnceAndSigned() throws Exception {
        for (int i = 0; i < 3; i++) {
            guess(i % 2 == 0 ? one : other, "victim", "192.0.2." + (10 + i));
            guess(i % 2 == 0 ? other : one, "victim", "192.0.2." + (20 + i));
        }
        // The first request gets an error response, so there is a second one about the same alert.
        Awaitility.await("the listener hears of the account, again after its own failure")
                .atMost(Duration.ofSeconds(60))
                .until(() -> about("victim").size() == 2);
        assertThat(counted("account")).isEqualTo(1);
        Call call = about("victim").getLast();
        assertThat(call.body()).contains("\"kind\":\"account\"", "\"event\":\"sign_in_failures\"");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(call.signature())
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(call.body().getBytes(StandardCharsets.UTF_8))));
        assertThat(call.body()).doesNotContain("wrong");
        for (int i = 0; i < 6; i++) {
            guess(one, "sprayed-" + i, "192.0.2.99");
        }
        Awaitility.await("the listener hears of the address")
                .atMost(Duration.ofSeconds(60))
                .until(() -> about("192.0.2.99").size() == 1);
        assertThat(counted("address")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "webhook.url, http://example.org/x, not an https URL",
        "webhook.url, https://example.org/x, secret-file is null",
        "webhook.proxy, proxy.example.org:3128, must be a URL such as http://proxy.example.org:3128",
        "webhook.ca-file, /no/such/file.pem, which cannot be read",
    })
    void whatIsWrongIsToldWithItsKey(String key, String value, String text) {
        Binder binder = new Binder(new MapConfigurationPropertySource(java.util.Map.of("berth.alerts." + key, value)));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> binder.bindOrCreate("berth.alerts", Bindable.of(AlertProperties.class)))
                .hasStackTraceContaining("berth.alerts")
                .hasStackTraceContaining(text);
    }
}
