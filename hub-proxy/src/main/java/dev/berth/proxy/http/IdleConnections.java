package dev.berth.proxy.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections that send no request, or never finish one. The server's own idle limit cannot do that: it must be long enough for
 * terminals, and one byte now and then prevents it. Used by one event loop.
 */
final class IdleConnections {

    /** The time between the end of a response, or the start of the connection, and the end of the next request's head. */
    private static final Duration LONGEST = Duration.ofSeconds(75);

    private static final class Use {
        private int requests;
        private Instant since;

        Use(Instant since) {
            this.since = since;
        }
    }

    private final IdentityHashMap<HttpConnection, Use> uses = new IdentityHashMap<>();
    private final InstantSource clock;

    IdleConnections(InstantSource clock) {
        this.clock = clock;
    }

    void opened(HttpConnection connection) {
        uses.put(connection, new Use(clock.instant()));
        connection.closeHandler(gone -> uses.remove(connection));
    }

    /**
     * An upgraded connection never counts as answered, so it stays open.
     *
     * @param whenAnswered runs at the end of the answer, which has one handler only
     */
    void asked(HttpServerRequest request, Runnable whenAnswered) {
        Use use = uses.get(request.connection());
        if (use != null) {
            use.requests++;
        }
        request.response().bodyEndHandler(answered -> {
            whenAnswered.run();
            if (use != null) {
                use.requests--;
                use.since = clock.instant();
            }
        });
    }

    void sweep() {
        Instant limit = clock.instant().minus(LONGEST);
        List<HttpConnection> idle = uses.entrySet().stream()
                .filter(each ->
                        each.getValue().requests == 0 && each.getValue().since.isBefore(limit))
                .map(Map.Entry::getKey)
                .toList();
        idle.forEach(connection -> {
            var _ = connection.close();
        });
    }
}
