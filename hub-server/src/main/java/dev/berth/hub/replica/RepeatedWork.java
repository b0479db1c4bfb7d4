package dev.berth.hub.replica;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that a hub does again and again on a thread of its own, from the application's start to its stop. Not with {@code @Scheduled}:
 * all of that shares one thread, and a turn here may take as long as the servers that it asks. A turn that fails is logged, and the next
 * one comes; one that is under way when the hub stops is interrupted.
 */
public abstract class RepeatedWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RepeatedWork.class);

    private final String name;
    private final Duration first;
    private final Duration pause;
    private volatile @Nullable ScheduledExecutorService timer;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param name the thread's name, and what the log calls it
     * @param first how long after the start the first turn comes
     * @param pause from the end of a turn to the next one
     */
    protected RepeatedWork(String name, Duration first, Duration pause) {
        this.name = name;
        this.first = first;
        this.pause = pause;
    }

    /** Does it once. */
    protected abstract void turn() throws InterruptedException;

    @Override
    public final void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).factory());
        timer = started;
        var _ = started.scheduleWithFixedDelay(
                this::guarded, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public final void stop() {
        ScheduledExecutorService stopping = timer;
        timer = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public final boolean isRunning() {
        return timer != null;
    }

    private void guarded() {
        try {
            turn();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // The edge of the loop: the next turn may fare better. A hub that stops takes the ground from under a turn.
            if (isRunning()) {
                log.error("A turn of the {} failed; the next one is in {}", name, pause, failure);
            }
        }
    }
}
