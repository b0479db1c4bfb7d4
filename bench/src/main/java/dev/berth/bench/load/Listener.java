package dev.berth.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;

/** Answers for all servers: at once, with a short body, and with every message of a WebSocket. */
public final class Listener {

    private final HttpServer server;

    private Listener(HttpServer server) {
        this.server = server;
    }

    public static Listener start(Vertx vertx) {
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0));
        server.requestHandler(Listener::answer);
        server.webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage));
        return new Listener(server.listen().await());
    }

    public int port() {
        return server.actualPort();
    }

    /** Idle, as Jupyter Server reports it, so that hubs that ask learn something. */
    private static void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (path.endsWith("/api/status")) {
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end("{\"connections\": 0, \"kernels\": 0, \"last_activity\": \"%s\", \"started\": \"%s\"}"
                            .formatted(Instant.now(), Instant.EPOCH));
        } else if (path.contains("/api/")) {
            request.response().putHeader("Content-Type", "application/json").end("[]");
        } else {
            request.response().putHeader("Content-Type", "text/plain").end("pong");
        }
    }
}
