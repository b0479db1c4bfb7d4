package dev.berth.proxy.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.ProtocolException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Forwards a request and its response, both as streams. Nothing is parsed and printed again: what the caller does not change arrives as it was
 * sent, except for the framing of the body, which belongs to each connection (RFC 9112, section 6).
 */
final class PlainForwarder {

    private static final int SWITCHING_PROTOCOLS = HttpResponseStatus.SWITCHING_PROTOCOLS.code();

    private PlainForwarder() {}

    /**
     * What is sent, and how the response is handled.
     *
     * @param headers of the request, the Host included
     * @param returning takes the headers of an answer, interim ones too, and gives those that go on to the visitor
     * @param noAnswer gets the reason when there will be no answer to pass on
     */
    record Exchange(String uri, MultiMap headers, UnaryOperator<MultiMap> returning, Consumer<Throwable> noAnswer) {}

    /**
     * Uses an established connection, so that the caller can still choose another destination if there is none.
     *
     * @param request paused
     * @param upstream a request that has not been sent
     */
    static void forward(HttpServerRequest request, HttpClientRequest upstream, Exchange exchange) {
        upstream.setURI(exchange.uri);
        upstream.headers().clear().addAll(exchange.headers);
        request.response().exceptionHandler(gone -> {
            var _ = upstream.reset();
        });
        InterimAnswers.forward(upstream, request, exchange.returning);
        Future<HttpClientResponse> response = upstream.response();
        Future<Void> sent = sendBody(request, upstream);
        response.compose(answer -> {
                    takeBack(request, sent, answer, exchange);
                    return Future.succeededFuture();
                })
                .onFailure(failure -> {
                    var _ = upstream.reset();
                    exchange.noAnswer.accept(failure);
                });
    }

    private static Future<Void> sendBody(HttpServerRequest request, HttpClientRequest upstream) {
        if (!Hygiene.hasBody(request)) {
            request.resume();
            return upstream.end();
        }
        // Only if the visitor does not complete it. If the server hangs up before the end of the body is written, its
        // response counts, and may still be on its way to this thread; Vert.x fails the response if there is none.
        request.end().onFailure(incomplete -> {
            if (!upstream.response().isComplete()) {
                var _ = upstream.reset();
            }
        });
        upstream.setChunked(request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
        // Immediately: a visitor that expects 100 does not send a body before the server has seen the head.
        var _ = upstream.sendHead();
        return request.pipe().endOnFailure(false).to(upstream);
    }

    private static void takeBack(
            HttpServerRequest request, Future<Void> sent, HttpClientResponse answer, Exchange exchange) {
        HttpServerResponse response = request.response();
        if (answer.statusCode() == SWITCHING_PROTOCOLS) {
            // The upgrade was not requested, and what follows is not HTTP.
            var _ = answer.request().connection().close();
            exchange.noAnswer.accept(new ProtocolException("it switched to a protocol that was not requested"));
            return;
        }
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        response.headers().addAll(exchange.returning.apply(answer.headers()));
        boolean untilClosed = frame(request, answer);
        answer.pipe().endOnFailure(false).to(response).onComplete(done -> {
            if (done.failed()) {
                var _ = answer.request().reset();
            }
            if (done.failed() || untilClosed) {
                var _ = request.connection().close();
            } else {
                sent.onFailure(unread -> Answers.drainAndClose(request));
            }
        });
    }

    /** Whether the response ends with the connection: HTTP/1.0 has no chunks, and nothing is buffered to count it. */
    private static boolean frame(HttpServerRequest request, HttpClientResponse answer) {
        int status = answer.statusCode();
        boolean empty = request.method().equals(HttpMethod.HEAD) || status == 204 || status == 304;
        if (empty || request.response().headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            return false;
        }
        request.response().setChunked(true);
        return request.version() == HttpVersion.HTTP_1_0;
    }
}
