package dev.berth.hub.server.reconcile;

import dev.berth.hub.server.SpawnerWatch;
import dev.berth.hub.server.reconcile.SweepRepository.Listed;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares everything in the runtime with the rows. Finds servers that disappeared, servers that are running although their row says that
 * they are gone, and servers without a row. It decides nothing itself: it marks rows, and the reconciler checks them.
 */
@Component
public class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** From this number on, a tenth of all servers missing at the same time is treated as an error in the list. */
    static final int MASS_LOSS_FLOOR = 5;

    private final Spawner spawner;
    private final SweepRepository rows;
    private final SpawnerWatch watch;
    private final AtomicInteger missing;
    private final AtomicInteger orphans;

    Sweep(Spawner spawner, SweepRepository rows, SpawnerWatch watch, MeterRegistry meters) {
        this.spawner = spawner;
        this.rows = rows;
        this.watch = watch;
        this.missing = meters.gauge("berth.servers.missing", new AtomicInteger());
        this.orphans = meters.gauge("berth.servers.orphans", new AtomicInteger());
    }

    public void run() {
        Failpoint.ADOPT_BEFORE_LIST.here();
        OffsetDateTime began = rows.now();
        Listing listing;
        try {
            listing = spawner.list();
        } catch (SpawnerUnavailableException unavailable) {
            watch.failed(String.valueOf(unavailable.getMessage()));
            log.warn(
                    "The servers in the runtime could not be listed; their states are unchanged: {}",
                    unavailable.getMessage());
            return;
        }
        watch.listed(listing.servers().size());
        Failpoint.ADOPT_LISTED.here();
        List<Listed> known = rows.all(spawner.domain());
        markMissing(known, listing, began);
        stopAgain(known, listing);
        reportOrphans(listing, known);
    }

    private void markMissing(List<Listed> known, Listing listing, OffsetDateTime began) {
        List<Listed> expected = known.stream()
                .filter(row -> row.accepted() != null && row.accepted().isBefore(began))
                .toList();
        List<Listed> absent = expected.stream()
                .filter(row -> !listing.servers().containsKey(row.ref()))
                .toList();
        missing.set(absent.size());
        if (isMassLoss(absent.size(), expected.size())) {
            log.error(
                    "{} of {} servers are missing from the runtime's list at once. So many servers rarely disappear together, so their states are"
                            + " unchanged. Check that the spawner of domain {} is connected to the right runtime.",
                    absent.size(),
                    expected.size(),
                    spawner.domain());
            return;
        }
        absent.forEach(row -> rows.markMissing(row, began));
    }

    static boolean isMassLoss(int absent, int expected) {
        return absent >= MASS_LOSS_FLOOR && absent * 10 > expected;
    }

    /** A replica carried out the decision to stop but its result was lost, or a server was started too late. */
    private void stopAgain(List<Listed> known, Listing listing) {
        for (Listed row : known) {
            if (!row.lately() || !listing.servers().containsKey(row.ref())) {
                continue;
            }
            Observation observed = spawner.observe(row.ref());
            if (isAlive(observed)) {
                log.warn(
                        "Server {} is recorded as gone but still exists ({}); it is stopped again",
                        row.ref(),
                        observed);
                rows.reopen(row);
            }
        }
    }

    private static boolean isAlive(Observation observed) {
        return observed instanceof Observation.Ready || observed instanceof Observation.Starting;
    }

    private void reportOrphans(Listing listing, List<Listed> known) {
        Map<String, Listed> byName =
                known.stream().collect(Collectors.toMap(row -> row.ref().runtimeName(), row -> row));
        List<ServerRef> without = listing.servers().entrySet().stream()
                .filter(entry -> isAlive(entry.getValue())
                        && !byName.containsKey(entry.getKey().runtimeName()))
                .map(Map.Entry::getKey)
                .toList();
        if (orphans.getAndSet(without.size()) != without.size() && !without.isEmpty()) {
            log.warn(
                    "The runtime contains {} servers without a row in the database; they are left unchanged: {}",
                    without.size(),
                    without);
        }
    }
}
