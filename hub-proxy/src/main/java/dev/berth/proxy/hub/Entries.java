package dev.berth.proxy.hub;

import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import dev.berth.spi.route.HubPaths;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Exchanges one-time codes for credentials on users' own hosts. */
public final class Entries {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HubClient hub;

    public Entries(HubClient hub) {
        this.hub = hub;
    }

    /** Empty if the hub denies it; fails if no hub could be asked. */
    public Future<Optional<Entry>> trade(EntryRequest request) {
        return hub.call(HubPaths.ENTER, request, Entry.class, PATIENCE)
                .map(Optional::of)
                .recover(failure -> failure instanceof HubRefusedException refused && refused.status() / 100 == 4
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }
}
