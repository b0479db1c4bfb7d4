package dev.berth.hub.activity;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the culler at intervals, on every hub. */
@Component
class CullingLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CullingLoop.class);

    private final Culler culler;
    private final CullingProperties properties;
    private volatile @Nullable ScheduledExecutorService timer;

    CullingLoop(Culler culler, CullingProperties properties) {
        this.culler = culler;
        this.properties = properties;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("culler").factory());
        timer = started;
        if (properties.enabled()) {
            long interval = properties.interval().toMillis();
            var _ = started.scheduleWithFixedDelay(this::turn, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = timer;
        timer = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    private void turn() {
        try {
            culler.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // The edge of the loop: the next turn may fare better.
            log.error("Looking for idle servers failed; the next try is in {}", properties.interval(), failure);
        }
    }
}
