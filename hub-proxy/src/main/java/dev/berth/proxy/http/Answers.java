package dev.berth.proxy.http;

import dev.berth.spi.route.PageLanguages;
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

/** The proxy's own responses: a page for people, JSON for programs. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** How long the rest of a rejected body is read and discarded. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    void refuse(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, 0);
    }

    /** Like {@link #refuse}, for what may work in a few seconds. */
    void later(HttpServerRequest request, Refusal refusal) {
        send(request, refusal, 5);
    }

    /** Like {@link #later}, for what will most likely work in a second: the page reloads itself. */
    void soon(HttpServerRequest request, Refusal refusal) {
        request.response().putHeader("Refresh", "1");
        send(request, refusal, 1);
    }

    /** For unexpected failures: a response and a log line with the same error ID. */
    void broken(HttpServerRequest request, Throwable failure) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Request failed, id {}", id, failure);
        refuse(request, Refusal.of(500, "broken", id));
    }

    /** Like {@link #broken}, unless the request was already answered. */
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
            // Part of a response was sent: only closing the connection shows that it is incomplete.
            var _ = request.connection().close();
            return;
        }
        response.setStatusCode(refusal.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (refusal.status() == 405) {
            // RFC 9110, section 15.5.6. For a proxy of hubs and servers these are all that any resource could support.
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        }
        if (retryAfter > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfter));
        }
        String accept = request.headers().get(HttpHeaders.ACCEPT);
        if (accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html")) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8");
            response.putHeader("Content-Security-Policy", ErrorPage.POLICY);
            Locale language = PageLanguages.of(request.headers().get("Accept-Language"));
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
        // An ambiguous request may end elsewhere than this parser believes, so nothing after it is read.
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

    /** Closing a connection with unread bytes makes the other end's operating system discard the response. */
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
