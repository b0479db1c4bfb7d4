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
 * Work that a hub repeats on a separate thread, from the application's start until its stop. It does not use {@code @Scheduled}, because
 * all of those methods share one thread, and one turn here may take as long as the queried servers. A turn that fails is logged, and the
 * next one follows; a turn in progress when the hub stops is interrupted.
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
     * @param name the name of the thread, also used in the log
     * @param first the delay of the first turn after the start
     * @param pause the time between the end of a turn and the next one
     */
    protected RepeatedWork(String name, Duration first, Duration pause) {
        this.name = name;
        this.first = first;
        this.pause = pause;
    }

    /** Runs one turn. */
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
            // The outer edge of the loop: the next turn may succeed. During a shutdown, failures are expected, because
            // other components
            // have stopped.
            if (isRunning()) {
                log.error("A run of the {} failed; the next one is in {}", name, pause, failure);
            }
        }
    }
}
