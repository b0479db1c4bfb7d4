package dev.berth.hub.routing;

import dev.berth.hub.web.ChpProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of configurable-http-proxy ({@code /api/routes}); its paths have no slash at the end. */
final class ChpApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    /** Marks routes that belong to a hub, as JupyterHub does: others are left alone. */
    private static final String MARK = "jupyterhub";

    private final HttpClient http;
    private final String address;
    private final Path tokenFile;
    private final JsonMapper json;

    ChpApi(ChpProperties properties, JsonMapper json) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (properties.caFile() != null) {
            client.sslContext(SslBundle.of(new PemSslStoreBundle(
                            null,
                            PemSslStoreDetails.forCertificate(
                                    properties.caFile().toUri().toString())))
                    .createSslContext());
        }
        this.http = client.build();
        this.address = Objects.requireNonNull(properties.apiUrl(), "checked at the start")
                        .toString()
                        .replaceFirst("/+$", "")
                + "/api/routes";
        this.tokenFile = Objects.requireNonNull(properties.tokenFile(), "checked at the start");
        this.json = json;
    }

    /**
     * A route in the proxy.
     *
     * @param ours whether a hub has added it
     */
    record Entry(String target, boolean ours) {}

    /** All routes, by their decoded paths. */
    Map<String, Entry> routes() throws IOException, InterruptedException {
        JsonNode all = read(send("GET", "", null, 200).body());
        Map<String, Entry> routes = new HashMap<>();
        all.properties()
                .forEach(each -> routes.put(
                        each.getKey(),
                        new Entry(
                                each.getValue().path("target").asString(""),
                                each.getValue().path(MARK).asBoolean(false))));
        return routes;
    }

    private JsonNode read(String body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JacksonException noJson) {
            throw new IOException("GET " + address + " returned something else than JSON", noJson);
        }
    }

    /** Adds or replaces a route. */
    void add(String path, String target) throws IOException, InterruptedException {
        var _ = send("POST", path, json.writeValueAsString(Map.of("target", target, MARK, true)), 201);
    }

    /** Removes a route, if it exists. */
    void remove(String path) throws IOException, InterruptedException {
        var _ = send("DELETE", path, null, 204, 404);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, int... expected)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("Authorization", "token " + Files.readString(tokenFile).strip())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        for (int status : expected) {
            if (answer.statusCode() == status) {
                return answer;
            }
        }
        throw new IOException(method + " " + address + path + " returned " + answer.statusCode()
                + (answer.statusCode() == 403 ? ": its token is not the one in " + tokenFile : ""));
    }
}
