package dev.berth.hub.routing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of configurable-http-proxy 5 and nothing behind it: paths are decoded, and have no slash at the end. */
final class FakeChp implements AutoCloseable {

    private static final String ROOT = "/api/routes";
    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, JsonNode> routes = new ConcurrentHashMap<>();
    private final String token;
    private final HttpServer server;

    FakeChp(String token) throws IOException {
        this.token = token;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ROOT, this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String target(String path) {
        return routes.getOrDefault(path, JSON.createObjectNode()).path("target").asString("");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!("token " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    byte[] all = JSON.writeValueAsString(routes).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, all.length);
                    exchange.getResponseBody().write(all);
                }
                case "POST" -> {
                    routes.put(path.isEmpty() ? "/" : path, JSON.readTree(exchange.getRequestBody()));
                    exchange.sendResponseHeaders(201, -1);
                }
                default -> exchange.sendResponseHeaders(routes.remove(path) == null ? 404 : 204, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
