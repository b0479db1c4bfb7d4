package dev.berth.hub.monitor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cached check of one dependency: it runs at most once per interval, however often it is called, and callers wait no longer than a
 * probe's timeout.
 */
final class CachedProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("health").start(task);

    private final Supplier<Part> part;
    private final Function<String, Part> failed;
    private final long keepNanos;
    private @Nullable Part last;
    private long at;

    /**
     * Nothing is checked before {@link #now}.
     *
     * @param part runs the check, and may block or throw
     * @param failed the result if the check threw or took too long
     */
    CachedProbe(Supplier<Part> part, Function<String, Part> failed, Duration keep) {
        this.part = part;
        this.failed = failed;
        this.keepNanos = keep.toNanos();
    }

    synchronized Part now() {
        Part known = last;
        if (known != null && System.nanoTime() - at < keepNanos) {
            return known;
        }
        Part fresh = look();
        last = fresh;
        at = System.nanoTime();
        return fresh;
    }

    private Part look() {
        CompletableFuture<Part> answer = CompletableFuture.supplyAsync(part, THREADS);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            return failed.apply(
                    String.valueOf(cause == null ? failure : cause.getClass().getSimpleName()));
        } catch (TimeoutException late) {
            return failed.apply("no response within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed.apply("interrupted");
        }
    }
}
