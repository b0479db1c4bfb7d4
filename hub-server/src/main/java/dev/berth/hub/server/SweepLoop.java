package dev.berth.hub.server;

import dev.berth.spi.spawn.Spawner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sweeps at start and then at intervals, one replica at a time for each domain. */
@Component
class SweepLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SweepLoop.class);

    private final Sweep sweep;
    private final Spawner spawner;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final ServersProperties properties;
    private volatile @Nullable ScheduledExecutorService timer;

    SweepLoop(Sweep sweep, Spawner spawner, LeaseRepository leases, HubIdentity hub, ServersProperties properties) {
        this.sweep = sweep;
        this.spawner = spawner;
        this.leases = leases;
        this.hub = hub;
        this.properties = properties;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("sweep").factory());
        long interval = properties.sweepInterval().toMillis();
        var _ = started.scheduleWithFixedDelay(this::turn, 0, interval, TimeUnit.MILLISECONDS);
        timer = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = timer;
        timer = null;
        if (stopping != null) {
            stopping.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    private void turn() {
        try {
            if (leases.take(
                    "sweep:" + spawner.domain(),
                    hub.id(),
                    properties.sweepInterval().dividedBy(2))) {
                sweep.run();
            }
        } catch (RuntimeException failure) {
            // The edge of the loop: the next turn may fare better.
            log.error(
                    "A sweep of domain {} failed; the next one is in {}",
                    spawner.domain(),
                    properties.sweepInterval(),
                    failure);
        }
    }
}
