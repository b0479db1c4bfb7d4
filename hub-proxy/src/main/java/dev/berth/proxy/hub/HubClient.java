package dev.berth.proxy.hub;

import dev.berth.spi.spawn.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls the internal port of the hubs, in turn, starting with the one that responded last. */
public final class HubClient {

    /** Must fit a page with a complete snapshot: 100 000 routes and grants are about 40 MB. */
    private static final int MAX_ANSWER = 256 * 1024 * 1024;

    private final HubRequests requests;
    private final HubAddresses hubs;
    private final Supplier<Secret> secret;
    private final JsonMapper json;

    public HubClient(HubRequests requests, HubAddresses hubs, Supplier<Secret> secret, JsonMapper json) {
        this.requests = requests;
        this.hubs = hubs;
        this.secret = secret;
        this.json = json;
    }

    /** The hub's response, or a failure if no hub responds in time. A status other than 2xx is a failure. */
    <T> Future<T> call(String path, Object body, Class<T> type, Duration timeout) {
        return post(path, body, timeout).map(answer -> read(answer, type));
    }

    /** Like {@link #call}, for a response without a body. */
    Future<Void> tell(String path, Object body, Duration timeout) {
        return post(path, body, timeout).mapEmpty();
    }

    private Future<Buffer> post(String path, Object body, Duration timeout) {
        Buffer bytes = Buffer.buffer(json.writeValueAsBytes(body));
        return hubs.tryInTurn(hub -> hubs.unlessUnwell(hub, postTo(hub, path, bytes, timeout)));
    }

    private Future<Buffer> postTo(Hub hub, String path, Buffer body, Duration timeout) {
        return requests.open(hub, HttpMethod.POST, path)
                .compose(request -> {
                    request.putHeader(
                                    HttpHeaders.AUTHORIZATION,
                                    "token " + secret.get().value())
                            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                    return exchange(hub, request, body, path, timeout);
                })
                .timeout(timeout.plus(HubAddresses.CONNECT_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Buffer> exchange(Hub hub, HttpClientRequest request, Buffer body, String path, Duration timeout) {
        return request.send(body)
                .onSuccess(response -> hubs.heard(hub, response.headers()))
                .compose(response -> collect(response, path))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                // An abandoned call must not keep its connection.
                .onFailure(failure -> {
                    var _ = request.reset();
                });
    }

    private static Future<Buffer> collect(HttpClientResponse response, String path) {
        if (response.statusCode() / 100 != 2) {
            return Future.failedFuture(new HubRefusedException(path, response.statusCode()));
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > MAX_ANSWER) {
                var _ = response.request().reset();
            } else {
                all.appendBuffer(part);
            }
        });
        return response.end().map(all);
    }

    private <T> T read(Buffer answer, Class<T> type) {
        try {
            return json.readValue(answer.getBytes(), type);
        } catch (JacksonException broken) {
            // Jackson's message quotes the text, which may contain a server's token.
            throw new IllegalStateException(
                    "A hub's " + type.getSimpleName() + " is not valid at " + broken.getLocation());
        }
    }
}
