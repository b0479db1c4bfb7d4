package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A hub, a user's server and a proxy between them, on loopback. */
final class House implements AutoCloseable {

    final FakeHub hub = new FakeHub();
    final Backend ann = new Backend("ann");
    final Backend bob = new Backend("bob");
    final TestClock clock = new TestClock();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Path folder;
    final List<URI> hubs = new ArrayList<>(List.of(hub.url()));
    ProxyOptions.Limits limits = ProxyOptions.Limits.DEFAULT;
    List<String> trusted = List.of();
    ProxyOptions.Tls tls;
    /** Where a hub on this machine can run. */
    Set<Long> accounts = TestSettings.ownAccount();

    private BerthProxy proxy;
    private int port;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    House() {
        try {
            folder = Files.createTempDirectory("berth-proxy");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Two routes; ann's session has a grant for hers. */
    static House furnished() {
        House house = new House();
        house.hub.put(house.ann.route("/user/ann/"));
        house.hub.put(house.bob.route("/user/bob/"));
        house.hub.grant("ann-session", "/user/ann/");
        house.start();
        return house;
    }

    House start() {
        proxy = new BerthProxy(options(), meters, clock);
        try {
            port = proxy.start().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    ProxyOptions options() {
        return new ProxyOptions(
                "127.0.0.1",
                0,
                hubs,
                "proxy-1",
                () -> new Secret(FakeHub.SECRET),
                accounts,
                snapshot(),
                tls,
                trusted,
                limits);
    }

    Path snapshot() {
        return folder.resolve("proxy/snapshot.json");
    }

    void stopProxy() {
        proxy.stop();
    }

    BerthProxy proxy() {
        return proxy;
    }

    int port() {
        return port;
    }

    /** Waits until the proxy has acknowledged everything that the hub has sent. */
    void settle() {
        Awaitility.await("the proxy acknowledges all changes")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> hub.acknowledged >= hub.last());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static String cookie(String session) {
        return TestSettings.COOKIE + "=" + session;
    }

    InstantSource clock() {
        return clock;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.stop();
        }
        hub.close();
        ann.close();
        bob.close();
    }
}
