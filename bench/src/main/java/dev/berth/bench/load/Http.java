package dev.berth.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Requests to one port of this machine over connections that stay open. */
public final class Http {

    private static final int CONNECTIONS = 600;
    private static final long TIMEOUT_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final HttpClient client;
    private final int port;

    public Http(Vertx vertx, int port) {
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(30),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
    }

    public Future<Answer> get(String path, Map<String, String> headers) {
        return send(HttpMethod.GET, path, headers, "");
    }

    /**
     * Sends a request.
     *
     * @param body sent as it is; empty for none
     */
    public Future<Answer> send(HttpMethod method, String path, Map<String, String> headers, String body) {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(method)
                .setURI(path)
                .setIdleTimeout(TIMEOUT_MILLIS);
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(request -> body.isEmpty() ? request.send() : request.send(body))
                .compose(response -> response.body()
                        .map(bytes -> new Answer(response.statusCode(), bytes.toString(), response.cookies())));
    }

    public void close() {
        client.close().await();
    }
}
