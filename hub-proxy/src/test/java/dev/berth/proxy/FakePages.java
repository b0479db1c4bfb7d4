package dev.berth.proxy;

import com.sun.net.httpserver.HttpExchange;
import dev.berth.spi.route.HubPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The pages of a {@link FakeHub}, which echo the request. */
record FakePages(FakeHub hub) {

    void page(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            hub.awake();
            if (exchange.getRequestURI().getPath().equals("/hub/events")) {
                events(exchange);
                return;
            }
            StringBuilder seen =
                    new StringBuilder("hub " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> seen.append(name.toLowerCase(Locale.ROOT))
                            .append(": ")
                            .append(value)
                            .append('\n')));
            byte[] bytes = seen.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Set-Cookie", "berth_session=from-hub; Path=/");
            if (hub.leaving) {
                exchange.getResponseHeaders().add(HubPaths.LEAVING_HEADER, "true");
            }
            hub.pages.incrementAndGet();
            exchange.sendResponseHeaders(isNotAllowed(exchange) ? 403 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A program gets this answer, whether or not the server is running. */
    private static boolean isNotAllowed(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return !path.startsWith("/hub/")
                && !"navigate".equals(exchange.getRequestHeaders().getFirst("Sec-Fetch-Mode"));
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            hub.nextEvent.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        exchange.getResponseBody().write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
    }
}
