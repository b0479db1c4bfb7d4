package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sends the API server a small request every two seconds, so that an outage is detected even when no caller needs it. */
final class ApiProbe implements AutoCloseable {

    private static final long SECONDS = 2;

    private final BooleanSupplier question;
    private final Runnable onSilence;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kubernetes-pulse").factory());

    ApiProbe(BooleanSupplier question, Runnable onSilence) {
        this.question = question;
        this.onSilence = onSilence;
    }

    void start() {
        Future<?> running = timer.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
        Objects.requireNonNull(running);
    }

    private void beat() {
        try {
            var _ = question.getAsBoolean();
        } catch (SpawnerUnavailableException silence) {
            onSilence.run();
        } catch (KubernetesClientException refused) {
            // Any response shows that it is available.
            return;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
