package dev.berth.proxy.hub;

import dev.berth.proxy.hub.ActivityLog.Use;
import dev.berth.spi.route.ActivityReport;
import dev.berth.spi.route.HubPaths;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reports to a hub what was used; if that fails, it is reported later. */
public final class ActivityReporter {

    /** How often to call {@link #report}. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HubClient hub;
    private final ActivityLog log;
    private final String name;
    private final AtomicBoolean underway = new AtomicBoolean();

    public ActivityReporter(HubClient hub, ActivityLog log, String name) {
        this.hub = hub;
        this.log = log;
        this.name = name;
    }

    public void report() {
        if (!underway.compareAndSet(false, true)) {
            return;
        }
        List<Use> used = log.drain();
        if (used.isEmpty()) {
            underway.set(false);
            return;
        }
        hub.tell(HubPaths.ACTIVITY, new ActivityReport(name, log.aged(used)), PATIENCE)
                .onComplete(done -> {
                    if (done.failed()) {
                        used.forEach(log::add);
                    }
                    underway.set(false);
                });
    }
}
