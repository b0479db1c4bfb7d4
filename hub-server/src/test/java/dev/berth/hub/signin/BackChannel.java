package dev.berth.hub.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.spi.route.HubPaths;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The hub's proxy as a provider reaches it; it can drop requests, and can repeat the last logout token. */
final class BackChannel implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private volatile int port;
    private volatile String secret = "";
    private volatile String path = "";
    private volatile String body = "";
    private volatile boolean deaf;

    BackChannel() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void leadTo(int hubPort, String proxySecret) {
        port = hubPort;
        secret = proxySecret;
    }

    void deaf(boolean now) {
        deaf = now;
    }

    /** The hub's responses so far. */
    List<Integer> statuses() {
        return statuses;
    }

    int repeatLast() {
        return send();
    }

    private void pass(HttpExchange exchange) throws IOException {
        int status = 503;
        if (!deaf) {
            path = exchange.getRequestURI().toString();
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            status = send();
            statuses.add(status);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int send() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(HubPaths.HOP_HEADER, secret)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
