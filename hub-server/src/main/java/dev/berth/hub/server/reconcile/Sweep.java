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
 * Compares everything that the runtime holds with the rows. Finds what vanished without a word, what lives though its row says that it
 * is gone, and what has no row at all. Decides nothing by itself: it marks, and the reconciler looks.
 */
@Component
public class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** From this many on, a tenth of all servers missing at once is taken for a fault of the list. */
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
            log.warn("The runtime's servers could not be listed; nothing is concluded: {}", unavailable.getMessage());
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
                    "{} of {} servers are missing from the runtime's list at once. That many do not vanish by themselves: nothing is"
                            + " decided. Check that the spawner of domain {} sees the right runtime.",
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

    /** A decision to stop was carried out by a replica whose last word was lost, or something came up late. */
    private void stopAgain(List<Listed> known, Listing listing) {
        for (Listed row : known) {
            if (!row.lately() || !listing.servers().containsKey(row.ref())) {
                continue;
            }
            Observation observed = spawner.observe(row.ref());
            if (isAlive(observed)) {
                log.warn(
                        "Server {} is on record as gone and still there ({}); it is stopped again",
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
                    "The runtime holds {} servers that have no row here; they are left alone: {}",
                    without.size(),
                    without);
        }
    }
}
