package dev.berth.bench;

import dev.berth.bench.load.Http;
import dev.berth.bench.load.Operation;
import dev.berth.bench.peer.Usage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests and messages to servers, through the proxy. */
final class ProxyLoads {

    private static final int MANY = 64;

    private final Measures measures;
    private final Scale scale;
    private final Http browser;
    private final Map<String, String> authorization;

    /** @param token the token of the user who owns the first server */
    ProxyLoads(Measures measures, Scale scale, String token) {
        this.measures = measures;
        this.scale = scale;
        this.browser = measures.browser();
        this.authorization = Map.of("Authorization", "token " + token);
    }

    void requests() {
        measures.warmUp(scale.warmUp(), MANY, this::request);
        measures.closed("request to a server, 1 connection", scale.requests() * 10, 1, this::request);
        measures.closed("request to a server, 64 connections", scale.requests() * 20, MANY, this::request);
    }

    private Future<?> request(int number) {
        return browser.get(path("ping"), authorization).map(answer -> answer.expect(200));
    }

    void webSockets() {
        WebSocketClient client =
                measures.vertx().createWebSocketClient(new WebSocketClientOptions().setMaxConnections(10_000));
        WebSocket socket = connect(client).await();
        Operation message = _ -> {
            Promise<String> echo = Promise.promise();
            socket.textMessageHandler(echo::complete);
            return socket.writeTextMessage("ping").compose(_ -> echo.future());
        };
        measures.warmUp(scale.warmUp(), 1, message);
        measures.closed("WebSocket message there and back", scale.requests() * 20, 1, message);
        double before = Usage.resident(measures.hub().proxyPid());
        List<WebSocket> idle = new ArrayList<>(List.of(socket));
        for (int i = 0; i < scale.servers(); i++) {
            idle.add(connect(client).await());
        }
        double after = Usage.resident(measures.hub().proxyPid());
        measures.value(scale.servers() + " idle WebSockets", "proxy MB more", after - before);
        idle.forEach(opened -> opened.close().await());
        client.close().await();
    }

    private Future<WebSocket> connect(WebSocketClient client) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(measures.hub().publicPort())
                .setURI(path("ws"));
        authorization.forEach(options::addHeader);
        return client.connect(options);
    }

    private static String path(String name) {
        return "/user/user-0/" + name;
    }
}
