package dev.berth.proxy.hub;

import dev.berth.spi.route.ActivityReport.Used;
import dev.berth.spi.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When persons last used which routes, as far as no hub has heard of it. */
public final class ActivityLog {

    private final Map<String, Used> unreported = new ConcurrentHashMap<>();

    public void used(Route route, Instant when) {
        add(new Used(route.path(), route.generation(), when));
    }

    /** Takes out what is unreported; {@link #add} puts it back when no hub took it. */
    List<Used> drain() {
        List<Used> drained = new ArrayList<>();
        unreported.keySet().forEach(path -> {
            Used used = unreported.remove(path);
            if (used != null) {
                drained.add(used);
            }
        });
        return drained;
    }

    /** Values only move forward, whatever the order they come in. */
    void add(Used used) {
        unreported.merge(used.path(), used, (known, next) -> newer(next, known) ? next : known);
    }

    private static boolean newer(Used next, Used known) {
        return next.generation() != known.generation()
                ? next.generation() > known.generation()
                : next.last().isAfter(known.last());
    }
}
