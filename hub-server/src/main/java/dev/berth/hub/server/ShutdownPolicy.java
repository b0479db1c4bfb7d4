package dev.berth.hub.server;

import dev.berth.hub.replica.HubPresence;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What happens to servers when a hub stops. By default they keep running, and the next hub adopts them. With
 * {@code berth.servers.on-shutdown=stop}, the last hub that stops also stops them, while its reconciler still works.
 */
@Component
class ShutdownPolicy implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShutdownPolicy.class);
    private static final long STEP_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 60_000;

    private final ServerDirectory directory;
    private final ServerRequests requests;
    private final HubPresence presence;
    private volatile boolean running;
    private volatile boolean takeAlong;

    ShutdownPolicy(
            ServersProperties properties, ServerDirectory directory, ServerRequests requests, HubPresence presence) {
        this.directory = directory;
        this.requests = requests;
        this.presence = presence;
        this.takeAlong = properties.onShutdown() == ServersProperties.OnShutdown.STOP;
    }

    /** Overrides the configuration for this shutdown only. */
    void takeAlong(boolean servers) {
        takeAlong = servers;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        boolean last = presence.leaveAsLast();
        if (last && takeAlong) {
            stopAll();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before the reconciler, which does the work. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    private void stopAll() {
        Failure why = Failure.of(ReasonCode.HUB_SHUTDOWN, "server.hub-stopped");
        List<ServerView> active = directory.active(Integer.MAX_VALUE, 0);
        log.info("Stopping {} servers with the hub", active.size());
        active.forEach(server -> requests.stop(server.userId(), server.name(), why, null));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!directory.active(1, 0).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
        }
        int left = directory.active(Integer.MAX_VALUE, 0).size();
        if (left > 0) {
            log.warn("{} servers are still stopping; the next hub completes this", left);
        }
    }
}
