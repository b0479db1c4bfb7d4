package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that was started before the hub. */
class FirstContactIT {

    @TempDir
    Path folder;

    @Test
    void whoComesBeforeTheHubIsToldToWaitAndServedSoonAfterItIsUp() throws Exception {
        try (FakeHub hub = new FakeHub()) {
            hub.down();
            AtomicInteger calls = new AtomicInteger();
            try (ServerSocket notYet = new ServerSocket(hub.url().getPort(), 50, InetAddress.getLoopbackAddress());
                    Front front = Front.standAlone(hub.url().toString(), folder)) {
                Thread accepting = Thread.ofVirtual().start(() -> hangUp(notYet, calls));
                // With pauses of five seconds these would take over a minute.
                Awaitility.await("the proxy looks for the hub all the time")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> calls.get() > 15);
                String page = login(front, "Accept: text/html\r\n");
                assertThat(page)
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("\r\nretry-after: 1\r\n")
                        .containsIgnoringCase("\r\nrefresh: 1\r\n")
                        .contains("The hub is starting.");
                notYet.close();
                // The port is free only when this thread has ended.
                accepting.join();
                hub.up();
                Awaitility.await("the hub's page is there")
                        .atMost(Duration.ofSeconds(4))
                        .until(() -> login(front, "").contains("hub GET /hub/login\n"));
            }
        }
    }

    private static void hangUp(ServerSocket listener, AtomicInteger calls) {
        try {
            while (!listener.isClosed()) {
                listener.accept().close();
                calls.incrementAndGet();
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static String login(Front front, String headers) {
        try (RawSocket socket = new RawSocket(front.port())) {
            return socket.send("GET /hub/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n")
                    .rest();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }
}
