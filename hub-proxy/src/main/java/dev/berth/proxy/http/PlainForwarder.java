package dev.berth.proxy.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.UnaryOperator;

/** Sends a request on and its answer back, both as streams. */
final class PlainForwarder {

    private final HttpClient client;

    PlainForwarder(HttpClient client) {
        this.client = client;
    }

    /** What is sent, and what is done with what comes back. */
    record Exchange(String uri, MultiMap headers, UnaryOperator<MultiMap> returning, Runnable noAnswer) {}

    /**
     * Over a connection that stands already, so that whoever calls can still turn elsewhere when there is none.
     *
     * @param upstream a request that has not been sent
     */
    void forward(HttpServerRequest request, HttpClientRequest upstream, Exchange exchange) {
        upstream.headers().set("Host", exchange.headers.get("Host"));
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(context -> Future.succeededFuture(upstream))
                .addInterceptor(new Rewriting(request, exchange))
                .handle(request);
    }

    private record Rewriting(HttpServerRequest request, Exchange exchange) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            context.request().setURI(exchange.uri);
            context.request().headers().clear().addAll(exchange.headers);
            // A promise that nobody keeps: the answer has then been given another way.
            return context.sendRequest().recover(failure -> {
                exchange.noAnswer.run();
                return io.vertx.core.Promise.<ProxyResponse>promise().future();
            });
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            MultiMap headers = context.response().headers();
            MultiMap kept = exchange.returning.apply(headers);
            headers.clear().addAll(kept);
            return request.version() == HttpVersion.HTTP_1_0
                            && context.response().getBody().length() < 0
                    ? untilClosed(context)
                    : context.sendResponse();
        }

        /** HTTP/1.0 has no chunks: the end of the connection is the end of the body, and nothing is held back to count it. */
        private Future<Void> untilClosed(ProxyContext context) {
            ProxyResponse answer = context.response();
            request.response().setStatusCode(answer.getStatusCode()).headers().addAll(answer.headers());
            return answer.getBody().stream().pipeTo(request.response()).onComplete(done -> {
                var _ = request.connection().close();
            });
        }
    }
}
