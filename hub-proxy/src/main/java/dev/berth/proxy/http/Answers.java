package dev.berth.proxy.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The proxy's own answers: a page for persons, JSON for programs. */
final class Answers {

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    void refuse(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, false);
    }

    /** As {@link #refuse}, for what may work in a moment. */
    void later(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, true);
    }

    void health(HttpServerRequest request, boolean known) {
        HttpServerResponse response = request.response().setStatusCode(known ? 200 : 503);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        finish(request, json.writeValueAsString(Map.of("status", known ? "OK" : "STARTING")));
    }

    void redirect(HttpServerRequest request, String location) {
        request.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, location)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        finish(request, "");
    }

    private void send(HttpServerRequest request, Refusal refusal, boolean retry) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(refusal.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (retry) {
            response.putHeader("Retry-After", "5");
        }
        // What is left of the body is not read, so nothing can follow on this connection.
        response.putHeader(HttpHeaders.CONNECTION, "close");
        String accept = request.headers().get(HttpHeaders.ACCEPT);
        if (accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8");
            response.putHeader("Content-Security-Policy", ErrorPage.POLICY);
            finish(request, ErrorPage.render(refusal));
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            finish(request, json.writeValueAsString(new Body(refusal.status(), refusal.message())));
        }
    }

    private record Body(int status, String message) {}

    private static void finish(HttpServerRequest request, String body) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean close = "close".equals(request.response().headers().get(HttpHeaders.CONNECTION));
        var ended = head ? request.response().end() : request.response().end(body);
        if (close) {
            ended.onComplete(done -> {
                var _ = request.connection().close();
            });
        } else {
            request.resume();
        }
    }
}
