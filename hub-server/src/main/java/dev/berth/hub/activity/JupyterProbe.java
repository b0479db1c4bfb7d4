package dev.berth.hub.activity;

import dev.berth.hub.activity.Evidence.Kernel;
import dev.berth.hub.activity.Evidence.Terminal;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queries a Jupyter server for its kernels and terminals. On this machine, any user can take the port of a server that has ended, so the
 * token is sent only over a connection whose other end is known to be the server.
 */
@Component
class JupyterProbe {

    /** No server has this many; the evidence is stored and must stay small. */
    private static final int MAX_ENTRIES = 1_000;

    private static final int MAX_TEXT = 200;

    private final HttpClient http;
    private final JsonMapper json;
    private final Spawner spawner;
    private final CullingProperties properties;

    JupyterProbe(JsonMapper json, Spawner spawner, CullingProperties properties) {
        this.json = json;
        this.spawner = spawner;
        this.properties = properties;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.probeTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The kernels, with times of the clock that says it is {@code now}. */
    List<Kernel> kernels(Candidate server, Instant now) throws IOException, InterruptedException {
        List<Kernel> kernels = new ArrayList<>();
        Reply reply = get(server, "api/kernels", false);
        for (JsonNode node : reply.entries()) {
            kernels.add(new Kernel(
                    text(node, "id"),
                    text(node, "name"),
                    text(node, "execution_state"),
                    reply.time(node, now),
                    node.path("connections").asInt(0)));
        }
        return kernels;
    }

    /** A server without terminal support returns 404 here and does not have any. */
    List<Terminal> terminals(Candidate server, Instant now) throws IOException, InterruptedException {
        List<Terminal> terminals = new ArrayList<>();
        Reply reply = get(server, "api/terminals", true);
        for (JsonNode node : reply.entries()) {
            terminals.add(new Terminal(text(node, "name"), reply.time(node, now)));
        }
        return terminals;
    }

    private Reply get(Candidate server, String path, boolean mayBeMissing) throws IOException, InterruptedException {
        ServerResponse response = server.address().uid() == null ? elsewhere(server, path) : here(server, path);
        if (response.status() == 404 && mayBeMissing) {
            return new Reply(json.createArrayNode(), null);
        }
        if (response.status() != 200) {
            throw new IOException(path + " responded with " + response.status());
        }
        return new Reply(array(path, response.body()), response.date());
    }

    /**
     * The response to a request without the token shows that the connection was accepted, so the spawner can now determine which process
     * holds its other end.
     */
    private ServerResponse here(Candidate server, String path) throws IOException {
        try (ServerConnection connection = ServerConnection.open(server.address(), properties.probeTimeout())) {
            var _ = connection.get(server.basePath() + "api/status", null);
            if (!spawner.isFarEnd(server.ref(), connection.localPort())) {
                throw new IOException("another program responded on its port");
            }
            return connection.get(server.basePath() + path, server.token());
        } catch (SpawnerUnavailableException unknown) {
            throw new IOException("it is not known who responds on its port", unknown);
        } catch (IOException failure) {
            throw new IOException(path + " did not respond: " + failure.getMessage(), failure);
        }
    }

    private ServerResponse elsewhere(Candidate server, String path) throws IOException, InterruptedException {
        String host = server.address().ip().contains(":")
                ? "[" + server.address().ip() + "]"
                : server.address().ip();
        URI uri = URI.create("http://" + host + ":" + server.address().port() + server.basePath() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "token " + server.token().value())
                .timeout(properties.probeTimeout())
                .build();
        HttpResponse<byte[]> response = send(path, request);
        return new ServerResponse(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers().firstValue("Date").orElse(null));
    }

    /** Limits the time for the whole response: the timeout of an HTTP request ends with the headers, and a body could take forever. */
    private HttpResponse<byte[]> send(String path, HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sending =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ServerResponse.MAX_BODY));
        try {
            return sending.get(properties.probeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            throw new IOException(path + " did not respond within " + properties.probeTimeout(), tooSlow);
        } catch (ExecutionException failure) {
            throw new IOException(path + " did not respond: " + failure.getCause(), failure);
        } finally {
            sending.cancel(true);
        }
    }

    private JsonNode array(String path, String body) throws IOException {
        try {
            JsonNode node = json.readTree(body);
            if (!node.isArray()) {
                throw new IOException(path + " did not return a JSON array");
            }
            if (!node.valueStream().allMatch(JsonNode::isObject)) {
                throw new IOException(path + " returned an array that contains something other than objects");
            }
            if (node.size() > MAX_ENTRIES) {
                throw new IOException(
                        path + " returned " + node.size() + " entries, but the maximum is " + MAX_ENTRIES);
            }
            return node;
        } catch (JacksonException notJson) {
            throw new IOException(path + " did not return JSON", notJson);
        }
    }

    /** Text from a user's server: limited in length, and without NUL, with which the database would reject the whole decision. */
    private static String text(JsonNode node, String field) {
        String text = node.path(field).asString("").replace('\0', '\uFFFD');
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /**
     * What a server responded.
     *
     * @param date when, by its own clock (RFC 9110, section 6.6.1); null if it did not say
     */
    record Reply(JsonNode entries, @Nullable String date) {

        /** The server's clock may differ from the hub's, so that only the age of its last activity is meaningful. */
        @Nullable Instant time(JsonNode node, Instant now) throws IOException {
            String text = text(node, "last_activity");
            try {
                Instant last = text.isEmpty() ? null : Instant.parse(text);
                return last == null || date == null ? last : now.minus(Duration.between(last, responded(date)));
            } catch (DateTimeException | ArithmeticException failure) {
                throw new IOException(
                        "last_activity is not a valid time: " + text.substring(0, Math.min(40, text.length())),
                        failure);
            }
        }

        private static Instant responded(String date) throws IOException {
            try {
                return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            } catch (DateTimeException failure) {
                throw new IOException("The Date header of the response is not valid", failure);
            }
        }
    }
}
