package dev.berth.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A proxy as people run it, with a hub and servers behind it; ann's session may use all of them but bob's. */
final class FrontDoor implements AutoCloseable {

    static final String SESSION = "Cookie: " + House.cookie("ann-session") + "\r\n";

    private final FakeHub hub = new FakeHub();
    private final Backend ann = new Backend("ann");
    private final Backend bob = new Backend("bob");
    final ScriptedServer scripted = new ScriptedServer();
    private final Front front;

    /** Starts a proxy in front of a hub. */
    interface Start {
        Front front(FakeHub hub, Path folder) throws IOException;
    }

    FrontDoor(Start start) throws IOException {
        hub.put(ann.route("/user/ann/"));
        hub.put(bob.route("/user/ann/gpu/"));
        hub.put(bob.route("/user/bob/"));
        hub.put(scripted.route("/user/eve/"));
        hub.grant("ann-session", "/user/ann/");
        hub.grant("ann-session", "/user/ann/gpu/");
        hub.grant("ann-session", "/user/eve/");
        front = start.front(hub, Files.createTempDirectory("berth-front"));
        Awaitility.await("the proxy is ready").atMost(Duration.ofSeconds(60)).until(() -> health().contains(" 200 "));
    }

    int port() {
        return front.port();
    }

    /** The whole answer to a request of ann's browser. */
    String exchange(String line, String headers, String body) {
        String head = line + "\r\nHost: hub.example\r\nConnection: close\r\n" + SESSION + headers + "\r\n";
        try (RawSocket socket = new RawSocket(port())) {
            return socket.send((head + body).getBytes(StandardCharsets.ISO_8859_1))
                    .rest();
        }
    }

    /** How many requests have arrived behind the proxy. */
    int requests() {
        return ann.requests.get() + bob.requests.get() + hub.pages.get();
    }

    private String health() {
        try (RawSocket socket = new RawSocket(port())) {
            return socket.send("GET /_berth/health HTTP/1.1\r\nHost: a\r\n\r\n").head();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }

    @Override
    public void close() {
        front.close();
        hub.close();
        ann.close();
        bob.close();
        scripted.close();
    }
}
