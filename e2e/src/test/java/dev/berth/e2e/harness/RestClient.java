package dev.berth.e2e.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that uses the REST API and servers behind the proxy with a token.
 *
 * @param base the root of the installation's paths, with a trailing slash
 * @param token empty for none
 */
public record RestClient(URI base, String token) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A response; its body as text, or as JSON if requested. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) throws IOException {
        return send("POST", path, body == null ? "" : JSON.writeValueAsString(body));
    }

    public Answer delete(String path) throws IOException {
        return send("DELETE", path, null);
    }

    /** Any method, any body; {@code path} is relative to the base, without a leading slash. */
    public Answer send(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "token " + token);
        }
        return send(request.build());
    }

    public static Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    public RestClient as(String otherToken) {
        return new RestClient(base, otherToken);
    }

    public int start(String user) throws IOException {
        return post("hub/api/users/" + user + "/server", null).status();
    }

    public int start(String user, String profile) throws IOException {
        return post("hub/api/users/" + user + "/server", java.util.Map.of("profile", profile))
                .status();
    }

    public int stop(String user) throws IOException {
        return delete("hub/api/users/" + user + "/server").status();
    }

    /** {@code ready}, {@code spawn}, {@code stop} or {@code stopped}: the hub's state of a user's default server. */
    public String state(String user) throws IOException {
        Answer answer = get("hub/api/users/" + user + "/server");
        if (answer.status() == 404) {
            return "stopped";
        }
        JsonNode server = answer.json();
        if (server.path("ready").asBoolean(false)) {
            return "ready";
        }
        return server.path("pending").isString() ? server.path("pending").asString() : "stopped";
    }
}
