package dev.berth.hub.server.reconcile;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.server.ServerRow;
import dev.berth.hub.server.ServersProperties;
import dev.berth.hub.web.LogKeys;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reconciles the runtime with the wanted state. Claims rows that are due and takes one step with each, on a separate virtual thread; hints
 * make it faster, but it is correct without them.
 */
@Component
class Reconciler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final ClaimRepository claims;
    private final Step step;
    private final Spawner spawner;
    private final Hints hints;
    private final HubIdentity hub;
    private final ServersProperties properties;
    private final StepMeters meters;
    private final Semaphore permits;
    private final Semaphore wake = new Semaphore(0);

    /** Whether more may be due than there were permits for: then work goes on with the next permit, and not with the next poll. */
    private volatile boolean backlog;

    private volatile @Nullable Running running;

    Reconciler(
            ClaimRepository claims,
            Step step,
            Spawner spawner,
            Hints hints,
            HubIdentity hub,
            ServersProperties properties,
            StepMeters meters) {
        this.claims = claims;
        this.step = step;
        this.spawner = spawner;
        this.hints = hints;
        this.hub = hub;
        this.properties = properties;
        this.meters = meters;
        this.permits = new Semaphore(properties.concurrency());
    }

    @Override
    public void start() {
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        Hints.Subscription subscription = hints.subscribe(Hints.SERVERS, payload -> wake.release());
        Spawner.Watch watch = spawner.watch(changed -> nudge(changed.runtimeName()));
        Thread loop = Thread.ofPlatform().name("reconciler").unstarted(this::loop);
        running = new Running(loop, workers, subscription, watch);
        loop.start();
    }

    /** Steps in progress are completed, because a shutdown of the hub must not look like a crash. */
    @Override
    public void stop() {
        Running stopping = running;
        running = null;
        wake.release();
        if (stopping != null) {
            stopping.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Stopped after the components that still record wishes during a shutdown. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    private void nudge(String runtimeName) {
        try {
            claims.nudge(runtimeName);
        } catch (DataAccessException failure) {
            log.debug(
                    "A hint about {} was lost; polling will detect the change: {}", runtimeName, failure.getMessage());
        }
    }

    private void loop() {
        while (true) {
            Running mine = running;
            if (mine == null) {
                return;
            }
            try {
                awaitWork();
                backlog = true;
                int free = permits.availablePermits();
                List<ServerRow> claimed =
                        free > 0 ? claims.claim(spawner.domain(), hub.id(), properties.lease(), free) : List.of();
                backlog = claimed.size() == free;
                claimed.forEach(row -> submit(mine, row));
            } catch (DataAccessException failure) {
                log.warn("The database could not be queried for work; trying again: {}", failure.getMessage());
            }
        }
    }

    private void awaitWork() {
        try {
            if (wake.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Running mine, ServerRow row) {
        permits.acquireUninterruptibly();
        mine.workers().execute(() -> {
            try (var _ = MDC.putCloseable(LogKeys.USER, row.userName());
                    var _ = MDC.putCloseable(LogKeys.SERVER, row.runtimeName());
                    var _ = MDC.putCloseable(LogKeys.GENERATION, Long.toString(row.generation()))) {
                work(row);
            } finally {
                permits.release();
                if (backlog) {
                    wake.release();
                }
            }
        });
    }

    private void work(ServerRow row) {
        Duration next = AFTER_FAILURE;
        StepMeters.Running timing = meters.begin();
        try {
            next = step.take(row);
            timing.done();
        } catch (RuntimeException failure) {
            // The outer edge of the loop: a problem with one server must not end the work on the others.
            timing.failed();
            log.error(
                    "A step with server {} of {} (generation {}) failed; the next attempt is in {}",
                    row.runtimeName(),
                    row.userName(),
                    row.generation(),
                    AFTER_FAILURE,
                    failure);
        }
        try {
            ClaimRepository.Released released = claims.release(row, noLaterThanDeadline(row, next));
            if (!released.held()) {
                meters.leaseLost();
            }
            if (released.due()) {
                wake.release();
            }
        } catch (DataAccessException failure) {
            log.warn(
                    "Server {} could not be released; its lease will expire: {}",
                    row.runtimeName(),
                    failure.getMessage());
        }
    }

    /**
     * The person who waits for a start learns at its deadline that it has failed, and not at the next regular check, which may be seconds
     * later.
     */
    private @Nullable Duration noLaterThanDeadline(ServerRow row, @Nullable Duration next) {
        @Nullable Duration left = row.deadline() == null ? null : row.deadline().left();
        if (next == null || left == null || !left.isPositive()) {
            return next;
        }
        boolean beforeNext = left.compareTo(next) < 0;
        if (beforeNext || left.compareTo(properties.poll()) < 0) {
            CompletableFuture.delayedExecutor(left.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .execute(wake::release);
        }
        return beforeNext ? left : next;
    }

    private record Running(Thread loop, ExecutorService workers, Hints.Subscription subscription, Spawner.Watch watch) {

        /** When this returns, nothing is claimed any longer and every step in progress has ended. */
        void close() {
            subscription.close();
            watch.close();
            try {
                loop.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            workers.close();
        }
    }
}
