package dev.berth.proxy.hub;

import dev.berth.spi.route.HubPaths;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Judges by a probe which hubs answer. A connection says nothing about that: the system accepts one for a process that is frozen or swapped
 * out, and a request may take its time at a hub that is well.
 */
public final class HubHealth {

    /** How often {@link #probe} is to be called. */
    public static final Duration EVERY = Duration.ofMillis(500);

    /** With {@link #EVERY} a hub that stops answering is known within two seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final HttpClient http;
    private final HubAddresses hubs;
    private final Set<Hub> underway = ConcurrentHashMap.newKeySet();

    public HubHealth(HttpClient http, HubAddresses hubs) {
        this.http = http;
        this.hubs = hubs;
    }

    /** Asks each hub that has no question open. */
    public void probe() {
        for (Hub hub : hubs.all()) {
            if (underway.add(hub)) {
                ask(hub).onComplete(done -> {
                    underway.remove(hub);
                    hubs.judged(hub, done.succeeded());
                });
            }
        }
    }

    private Future<Void> ask(Hub hub) {
        return http.request(hub.request(HttpMethod.GET, HubPaths.ALIVE))
                .compose(HubHealth::answered)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Void> answered(HttpClientRequest request) {
        return request.exceptionHandler(failure -> {})
                .send()
                .compose(HttpClientResponse::end)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> {
                    var _ = request.reset();
                });
    }
}
