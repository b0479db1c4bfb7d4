package dev.berth.proxy;

import dev.berth.spi.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A user's server: returns the request that it received, and echoes WebSocket messages. */
final class Backend implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final String name;
    final Set<ServerWebSocket> sockets = ConcurrentHashMap.newKeySet();
    final List<String> upgrades = new CopyOnWriteArrayList<>();
    final AtomicInteger streams = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();

    Backend(String name) {
        this.name = name;
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setMaxWebSocketFrameSize(32 * 1024 * 1024)
                .setMaxWebSocketMessageSize(64 * 1024 * 1024)
                .setMaxInitialLineLength(20_000)
                .setPerMessageWebSocketCompressionSupported(true);
        server = vertx.createHttpServer(options)
                .webSocketHandshakeHandler(handshake -> {
                    upgrades.add(dump("WS", handshake.uri(), handshake.headers()));
                    if (handshake.path().endsWith("/refused")) {
                        handshake.reject(418);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(this::echo)
                .requestHandler(this::answer)
                .listen()
                .await();
    }

    int port() {
        return server.actualPort();
    }

    Route route(String path) {
        return route(path, Route.Mode.EDGE, "server-token", 1);
    }

    Route route(String path, Route.Mode mode, String token, long generation) {
        return new Route(path, null, "127.0.0.1", port(), mode, token, generation);
    }

    Route hostRoute(String path, String label) {
        return new Route(path, label, "127.0.0.1", port(), Route.Mode.EDGE, "server-token", 1);
    }

    private void echo(ServerWebSocket socket) {
        sockets.add(socket);
        socket.closeHandler(gone -> sockets.remove(socket));
        socket.textMessageHandler(text -> {
            var unused = socket.writeTextMessage(text);
        });
        socket.binaryMessageHandler(bytes -> {
            var unused = socket.writeBinaryMessage(bytes);
        });
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        if (request.path().endsWith("/stream")) {
            streams.incrementAndGet();
            request.response().closeHandler(gone -> streams.decrementAndGet());
            request.response().setChunked(true).write("first\n");
            return;
        }
        if (request.path().endsWith("/hangup")) {
            request.connection().close();
            return;
        }
        request.body().onSuccess(body -> {
            request.response()
                    .headers()
                    .add("Set-Cookie", "mine=1; Path=/user/ann/")
                    .add("Set-Cookie", TestSettings.COOKIE + "=evil; Path=/")
                    .add("Set-Cookie", "=" + TestSettings.COOKIE + "=evil; Path=/")
                    .add("X-Berth-User", "root");
            request.response()
                    .end(dump(request.method().name(), request.uri(), request.headers()) + "body: " + body.length()
                            + "\n");
        });
    }

    private String dump(String method, String uri, Iterable<Map.Entry<String, String>> headers) {
        StringBuilder seen = new StringBuilder(name + " " + method + " " + uri + "\n");
        headers.forEach(header -> seen.append(header.getKey().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(header.getValue())
                .append('\n'));
        return seen.toString();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
