package dev.berth.proxy.hub;

import dev.berth.spi.route.ActivityReport.Used;
import dev.berth.spi.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When people last used which routes, as far as it was not reported to a hub yet. Uses a monotonic clock. */
public final class ActivityLog {

    private final Map<String, Use> unreported = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    public ActivityLog() {
        this(System::nanoTime);
    }

    ActivityLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A person's last use of a route; the time is valid only within this process. */
    record Use(String path, long generation, long at, String endpoint) {}

    /** Records that a person is using this endpoint of the route now. */
    public void used(Route route, String endpoint) {
        add(new Use(route.path(), route.generation(), nanos.getAsLong(), endpoint));
    }

    /** Removes and returns the unreported values; {@link #add} puts them back if the report fails. */
    List<Use> drain() {
        List<Use> drained = new ArrayList<>();
        unreported.keySet().forEach(path -> {
            Use use = unreported.remove(path);
            if (use != null) {
                drained.add(use);
            }
        });
        return drained;
    }

    /** The same, as a report to be sent now. */
    List<Used> aged(List<Use> uses) {
        long now = nanos.getAsLong();
        return uses.stream()
                .map(use ->
                        new Used(use.path, use.generation, TimeUnit.NANOSECONDS.toMillis(now - use.at), use.endpoint))
                .toList();
    }

    /** Times only move forward, in whatever order they arrive. */
    void add(Use use) {
        unreported.merge(use.path, use, (known, next) -> newer(next, known) ? next : known);
    }

    private static boolean newer(Use next, Use known) {
        return next.generation != known.generation ? next.generation > known.generation : next.at - known.at > 0;
    }
}
