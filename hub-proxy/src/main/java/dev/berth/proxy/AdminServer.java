package dev.berth.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stand-alone proxy's port for probes and metrics, separate from the public one. Probes return only one word; the metrics require the
 * token, and cannot be read if none is configured.
 */
final class AdminServer implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final AdminOptions options;
    private final BooleanSupplier ready;
    private final Supplier<String> scrape;
    private @Nullable HttpServer server;

    AdminServer(AdminOptions options, BooleanSupplier ready, Supplier<String> scrape) {
        this.options = options;
        this.ready = ready;
        this.scrape = scrape;
    }

    /** Does nothing if a port is not configured. */
    void start() throws IOException {
        if (options.port() == AdminOptions.NO_PORT) {
            return;
        }
        HttpServer starting = HttpServer.create(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        starting.createContext("/", this::serve);
        starting.start();
        server = starting;
    }

    /** The port in use, or -1. */
    int port() {
        HttpServer running = server;
        return running == null ? AdminOptions.NO_PORT : running.getAddress().getPort();
    }

    @Override
    public void close() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            answer(exchange, 405, "Only GET is supported.\n");
            return;
        }
        switch (exchange.getRequestURI().getRawPath()) {
            case "/health/live" -> answer(exchange, 200, "OK\n");
            case "/health/ready" ->
                answer(exchange, ready.getAsBoolean() ? 200 : 503, ready.getAsBoolean() ? "OK\n" : "NOT READY\n");
            case "/metrics" -> metrics(exchange);
            default -> answer(exchange, 404, "Page not found.\n");
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        Secret token = options.token();
        if (token == null) {
            answer(exchange, 403, "The metrics cannot be read until BERTH_PROXY_METRICS_TOKEN_FILE is set.\n");
        } else if (!matches(token, exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 403, "Send the metrics token: Authorization: Bearer …\n");
        } else {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            answer(exchange, 200, scrape.get());
        }
    }

    private static boolean matches(Secret token, @Nullable String offered) {
        return offered != null
                && MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token.value()).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try (exchange) {
            exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
