package dev.berth.spawner.docker.engine;

import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client for one Docker engine. All methods can be called by any thread.
 *
 * <p>A response with an error is an {@link EngineException}; no response is a {@link SpawnerUnavailableException}. An engine ignores fields
 * that its API version does not have, so the version is part of each path and never newer than those that Berth was tested with.
 */
public final class Engine implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int MAX_CONNECTIONS = 256;

    private final Path socket;
    private final JsonMapper json = JsonMapper.builder().build();
    private final CloseableHttpClient http;
    private volatile @Nullable ApiVersion version;

    public Engine(Path socket) {
        this.socket = socket;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                // An engine that was restarted has closed all of them.
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableContentCompression()
                .build();
    }

    /** The version of the API that is used: the engine's own, or the newest that Berth knows. */
    public ApiVersion version() {
        ApiVersion known = version;
        if (known == null) {
            known = ApiVersion.parse(exchange(new HttpGet("http://docker/version"), USUAL, this::read)
                    .path("ApiVersion")
                    .asString(""));
            version = known;
        }
        return known;
    }

    public JsonNode get(String path) {
        return exchange(new HttpGet(url(path)), USUAL, this::read);
    }

    /** What is at this path; empty if the engine responds with 404. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (EngineException refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** The response body as it is, at most this many bytes of it. */
    public byte[] bytes(String path, int most) {
        return exchange(new HttpGet(url(path)), USUAL, response -> {
            try (InputStream in = response.getEntity().getContent()) {
                return in.readNBytes(most);
            }
        });
    }

    /** Sends a body as JSON; without a body if it is null. */
    public JsonNode post(String path, @Nullable Object body) {
        return post(path, body, USUAL);
    }

    /**
     * The same for a call that takes longer than others.
     *
     * @param limit how long the engine may take to respond
     */
    public JsonNode post(String path, @Nullable Object body, Duration limit) {
        HttpPost request = new HttpPost(url(path));
        if (body != null) {
            request.setEntity(new StringEntity(json.writeValueAsString(body), ContentType.APPLICATION_JSON));
        }
        return exchange(request, limit, this::read);
    }

    public void delete(String path) {
        exchange(new HttpDelete(url(path)), USUAL, this::read);
    }

    /**
     * Reads JSON values until the engine ends the response.
     *
     * @param quiet how long the engine may send nothing; zero for no limit
     * @param begun called when the engine has begun to respond
     * @param over called as soon as nothing more can be read
     */
    public void follow(
            HttpUriRequestBase request, Duration quiet, Runnable begun, Consumer<JsonNode> each, Runnable over) {
        exchange(request, quiet, response -> {
            begun.run();
            try (InputStream in = response.getEntity().getContent();
                    MappingIterator<JsonNode> values =
                            json.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
                read(values, each, () -> {
                    over.run();
                    request.abort();
                });
            }
            return this;
        });
    }

    /** Closing would read what is left of a response that never ends, so the request is aborted first. */
    private static void read(MappingIterator<JsonNode> values, Consumer<JsonNode> each, Runnable over) {
        try {
            while (values.hasNextValue()) {
                each.accept(values.nextValue());
            }
        } finally {
            over.run();
        }
    }

    /** The URL of a path below the API's version. */
    public String url(String path) {
        return "http://docker/v" + version().text() + path;
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }

    private interface Reader<T> {
        T read(ClassicHttpResponse response) throws IOException;
    }

    private <T> T exchange(HttpUriRequestBase request, Duration limit, Reader<T> reader) {
        request.setConfig(RequestConfig.custom()
                .setUnixDomainSocket(socket)
                .setResponseTimeout(Timeout.of(limit))
                .build());
        try {
            return http.execute(request, response -> {
                // 304: it is already so.
                if (response.getCode() >= 400) {
                    throw new EngineException(response.getCode(), message(response));
                }
                return reader.read(response);
            });
        } catch (IOException | JacksonException | IllegalStateException failure) {
            version = null;
            throw new SpawnerUnavailableException(
                    "The Docker engine at " + socket + " does not respond: " + reason(failure), failure);
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private JsonNode read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return json.createObjectNode();
        }
        try (InputStream in = entity.getContent()) {
            JsonNode body = json.readTree(in);
            return body.isMissingNode() ? json.createObjectNode() : body;
        }
    }

    private String message(ClassicHttpResponse response) throws IOException {
        try {
            return read(response).path("message").asString("no reason given");
        } catch (JacksonException notJson) {
            return "no reason given";
        }
    }
}
