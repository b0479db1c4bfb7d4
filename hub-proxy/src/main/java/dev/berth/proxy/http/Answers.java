package dev.berth.proxy.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The proxy's own answers: a page for persons, JSON for programs. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** How long what is left of a refused body is read and thrown away. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    void refuse(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, 0);
    }

    /** As {@link #refuse}, for what may work in a moment. */
    void later(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, 5);
    }

    /** As {@link #later}, for what will most likely work in a second: a page asks again by itself. */
    void soon(HttpServerRequest request, Refusal refusal) {
        request.response().putHeader("Refresh", "1");
        send(request, refusal, 1);
    }

    /** The last net: an answer, a line in the log, and a number that joins the two. */
    void broken(HttpServerRequest request, Throwable failure) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Request failed, id {}", id, failure);
        refuse(request, Refusal.of(500, "broken", id));
    }

    /** As {@link #broken}, unless the request has its answer already. */
    void unanswered(HttpServerRequest request, Throwable failure) {
        if (!request.response().headWritten()) {
            broken(request, failure);
        }
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

    private void send(HttpServerRequest request, Refusal refusal, int retryAfter) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            // Half an answer is out: only the end of the connection says that no more comes.
            var _ = request.connection().close();
            return;
        }
        response.setStatusCode(refusal.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (retryAfter > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfter));
        }
        String accept = request.headers().get(HttpHeaders.ACCEPT);
        if (accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8");
            response.putHeader("Content-Security-Policy", ErrorPage.POLICY);
            Locale language = Languages.of(request.headers().get("Accept-Language"));
            response.putHeader("Content-Language", language.toLanguageTag());
            finish(request, ErrorPage.render(refusal, language));
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            finish(request, json.writeValueAsString(new Body(refusal.status(), refusal.message(Locale.ENGLISH))));
        }
    }

    private record Body(int status, String message) {}

    private static void finish(HttpServerRequest request, String body) {
        HttpServerResponse response = request.response();
        // What could not be read in one way only may have been meant to end elsewhere: nothing after it is looked at.
        boolean last = response.getStatusCode() == 400;
        boolean unread = Hygiene.hasBody(request) && !request.isEnded();
        if (unread || last) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        boolean head = request.method().equals(HttpMethod.HEAD);
        var _ = head ? response.end() : response.end(body);
        if (unread || last) {
            drainAndClose(request);
        } else {
            request.resume();
        }
    }

    /** Hanging up on bytes that nobody has read makes the other end's system throw away the answer. */
    static void drainAndClose(HttpServerRequest request) {
        Runnable close = () -> {
            var _ = request.connection().close();
        };
        request.handler(ignored -> {});
        request.exceptionHandler(gone -> {});
        request.endHandler(read -> close.run());
        Context context = Vertx.currentContext();
        if (context == null) {
            close.run();
        } else {
            context.owner().setTimer(DRAIN.toMillis(), late -> close.run());
            request.resume();
        }
    }
}
