package dev.berth.proxy.hub;

import dev.berth.spi.route.HubPaths;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Determines with a probe which hubs respond. A successful connection is not enough: the kernel accepts connections for a process that is
 * frozen or swapped out, and a slow response does not mean that the hub is unhealthy.
 */
public final class HubHealth {

    /** How often {@link #probe} should be called. */
    public static final Duration EVERY = Duration.ofMillis(500);

    /** Together with {@link #EVERY}, this detects a hub that stops responding within two seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final HubRequests requests;
    private final HubAddresses hubs;
    private final Set<Hub> underway = ConcurrentHashMap.newKeySet();

    public HubHealth(HubRequests requests, HubAddresses hubs) {
        this.requests = requests;
        this.hubs = hubs;
    }

    /** Sends a probe to each hub that has no pending one. */
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
        return requests.open(hub, HttpMethod.GET, HubPaths.ALIVE)
                .compose(HubHealth::answered)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Void> answered(HttpClientRequest request) {
        return request.send()
                .compose(HttpClientResponse::end)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> {
                    var _ = request.reset();
                });
    }
}
