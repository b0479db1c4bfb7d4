package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Kernel;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.Proxy;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two stand-alone proxies: what still works while the hub is unavailable, and what ends the session of a user who was removed during that
 * time.
 */
class ProxyAloneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONTENTS = "user/ann/api/contents";

    private static final int port = OperatingSystem.freePort();
    private static final int internalPort = OperatingSystem.freePort();
    private static final int secondPort = OperatingSystem.freePort();

    private static Installation installation;
    private static Hub hub;
    private static Proxy first;
    private static Proxy second;
    private static RestClient ann;

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("alone").set("berth.proxy.embedded", "false");
        hub = hub();
        first = Proxy.start(installation, "first", port, hub).awaitReady();
        second = Proxy.start(installation, "second", secondPort, hub).awaitReady();
        FormVisitor admin = FormVisitor.firstAdmin(hub);
        ann = hub.rest(admin.invite("ann").token("ann"));
        ann.start("ann");
        await("the server is ready")
                .atMost(PATIENCE)
                .until(() -> ann.state("ann").equals("ready"));
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    private static Hub hub() {
        return installation.start("hub", port, internalPort, Map.of()).awaitReady();
    }

    private static FormVisitor annsBrowser() throws IOException {
        FormVisitor browser = new FormVisitor(first.url("/"));
        browser.signIn("ann", FormVisitor.PASSWORD);
        return browser;
    }

    @Test
    void notebooksGoOnWithoutTheHubAndProxiesForgetNothing() throws IOException {
        FormVisitor browser = annsBrowser();
        assertThat(browser.get(CONTENTS).status()).isEqualTo(200);
        try (Kernel kernel = Kernel.start(ann, "user/ann/")) {
            hub.process().stop();
            try {
                assertThat(kernel.run("print(6*7)")).isEqualTo("42\n");
                assertThat(browser.get(CONTENTS).status()).as("a known session").isEqualTo(200);
                assertThat(ann.get(CONTENTS).status()).as("a known token").isEqualTo(200);
                assertThat(ann.as("never-seen").get(CONTENTS).status())
                        .as("a stranger")
                        .isNotEqualTo(200);
                first.process().stop();
                first = Proxy.start(installation, "first", port, hub).awaitReady();
                assertThat(browser.get(CONTENTS).status())
                        .as("after the proxy's restart")
                        .isEqualTo(200);
                String cookies = browser.cookies();
                WebSocket socket = Kernel.connect(
                                Kernel.channels(first.url("/"), "user/ann/", kernel.id()), "Cookie", cookies)
                        .join();
                socket.abort();
            } finally {
                hub = hub();
            }
            assertThat(ann.state("ann")).isEqualTo("ready");
        }
    }

    @Test
    void aSessionSignedOutWhileAProxySleptIsRefusedWhenItWakes() throws IOException {
        FormVisitor browser = annsBrowser();
        FormVisitor elsewhere = browser.at(second.url("/"));
        String session = browser.cookies();
        assertThat(elsewhere.get(CONTENTS).status()).isEqualTo(200);
        second.process().freeze();
        browser.submit("hub/logout", Map.of(), 302, 303);
        assertRefused(first.url("/" + CONTENTS), session);
        second.process().thaw();
        await("the proxy that slept has heard of it")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertRefused(second.url("/" + CONTENTS), session));
    }

    @Test
    void aSessionSignedOutWhileAProxyWasDownIsRefusedFromItsFirstAnswer() throws IOException {
        FormVisitor browser = annsBrowser();
        FormVisitor elsewhere = browser.at(second.url("/"));
        String session = browser.cookies();
        assertThat(elsewhere.get(CONTENTS).status()).isEqualTo(200);
        second.process().kill();
        browser.submit("hub/logout", Map.of(), 302, 303);
        second = Proxy.start(installation, "second", secondPort, hub).awaitReady();
        assertRefused(second.url("/" + CONTENTS), session);
    }

    @Test
    void anOpenWebSocketOfASignedOutSessionIsClosedAtEveryProxy() throws IOException {
        FormVisitor browser = annsBrowser();
        String id;
        try (Kernel kernel = Kernel.start(ann, "user/ann/")) {
            id = kernel.id();
        }
        for (Proxy proxy : List.of(first, second)) {
            FormVisitor there = browser.at(proxy.url("/"));
            URI address = Kernel.channels(proxy.url("/"), "user/ann/", id);
            WebSocket socket =
                    Kernel.connect(address, "Cookie", there.cookies()).join();
            assertThat(socket.isInputClosed()).isFalse();
            sockets.add(socket);
        }
        browser.submit("hub/logout", Map.of(), 302, 303);
        await("every WebSocket is closed")
                .atMost(PATIENCE)
                .until(() -> sockets.stream().allMatch(WebSocket::isInputClosed));
    }

    private final List<WebSocket> sockets = new java.util.ArrayList<>();

    private static void assertRefused(URI address, String cookies) throws IOException {
        int status = RestClient.send(java.net.http.HttpRequest.newBuilder(address)
                        .header("Cookie", cookies)
                        .build())
                .status();
        assertThat(status).as("answer at " + address).isIn(302, 401, 403);
    }
}
