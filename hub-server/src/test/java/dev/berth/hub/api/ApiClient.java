package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the hub's internal port over real HTTP, with or without a token. */
public final class ApiClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final String root;

    /**
     * @param token sent as {@code Authorization: token …}, or null for none
     */
    public ApiClient(int port, String token) {
        root = "http://127.0.0.1:" + port;
        if (token != null) {
            headers.put("Authorization", "token " + token);
        }
    }

    public ApiClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer send(String method, String path, String json) {
        return answer(request(method, path, json));
    }

    public Answer sendBytes(String method, String path, byte[] body) {
        return answer(builder(path)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Opens a streaming response; the caller closes it. */
    public HttpResponse<InputStream> open(String path) {
        try {
            return HTTP.send(builder(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private HttpRequest request(String method, String path, String json) {
        HttpRequest.BodyPublisher body =
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        return builder(path).method(method, body).build();
    }

    private HttpRequest.Builder builder(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(path.startsWith("http://") ? path : root + path));
        headers.forEach(builder::header);
        return builder;
    }

    private static Answer answer(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The response. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        public String message() {
            return json().path("message").asString("");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Checks the status and the form that all errors have in common. */
        public Answer refused(int status) {
            assertThat(status()).as(body()).isEqualTo(status);
            assertThat(json().propertyNames()).containsExactlyInAnyOrder("status", "message");
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(message()).isNotBlank();
            carriesHeaders();
            return this;
        }

        public Answer ok(int status) {
            assertThat(status()).as(body()).isEqualTo(status);
            carriesHeaders();
            return this;
        }

        private void carriesHeaders() {
            assertThat(header("X-JupyterHub-Version")).isEqualTo("5.5.4");
            assertThat(header("Content-Security-Policy"))
                    .isEqualTo("frame-ancestors 'none'; report-uri /hub/security/csp-report; default-src 'none'");
        }
    }
}
