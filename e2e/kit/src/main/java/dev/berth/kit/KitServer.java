package dev.berth.kit;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One generation of one server. */
final class KitServer {

    private final long generation;
    private final SpawnerMode mode;
    private final KitProcess process;
    private final AnswerProbe probe;
    private final Duration startDelay;
    private final Duration stopDelay;
    private final BooleanSupplier held;
    private final Runnable changed;
    private final long began = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean ended;

    KitServer(
            StartRequest request,
            SpawnerMode mode,
            KitProcess process,
            @Nullable Duration delay,
            BooleanSupplier held,
            Runnable changed) {
        this.generation = request.ref().generation();
        this.mode = mode;
        this.process = process;
        this.held = held;
        this.changed = changed;
        Duration own = mode == SpawnerMode.SLOW ? delay : null;
        this.startDelay = own == null ? mode.startDelay() : own;
        this.stopDelay = own == null ? mode.stopDelay() : own;
        this.probe = AnswerProbe.begin(process, request.basePath(), changed);
        after(startDelay, changed);
    }

    private static void after(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }

    long generation() {
        return generation;
    }

    Optional<Long> pid() {
        return process.pid();
    }

    boolean isStopping() {
        return stopping;
    }

    Observation observe() {
        boolean early = System.nanoTime() - began < startDelay.toNanos();
        if (ended && !process.isAlive()) {
            return new Observation.Absent();
        }
        if (stopping) {
            return process.process() == null || process.isAlive()
                    ? new Observation.Stopping()
                    : new Observation.Absent();
        }
        if (mode == SpawnerMode.SLOW_BAD && !early) {
            return new Observation.Exited(new Failure(ReasonCode.EXITED_AT_START, SpawnerMode.FAILURE));
        }
        if (process.process() != null && !process.isAlive()) {
            return new Observation.Exited(new Failure(
                    probe.answers() ? ReasonCode.EXITED : ReasonCode.EXITED_AT_START,
                    "The process ended with status " + process.process().exitValue() + "."));
        }
        return probe.answers() && !early && !held.getAsBoolean()
                ? new Observation.Ready(new Observation.Address(KitProcess.LOOPBACK, process.port()))
                : new Observation.Starting(Observation.Phase.STARTING, "Spawning server...");
    }

    /** A second call changes nothing. */
    void stop(Duration grace) {
        if (!stopping) {
            stopping = true;
            after(stopDelay, this::end);
            after(stopDelay.plus(grace), this::kill);
        }
    }

    private void end() {
        process.end();
        ended = true;
        changed.run();
    }

    void hurry() {
        if (stopping) {
            kill();
        }
    }

    void kill() {
        process.kill();
        ended = true;
        changed.run();
    }

    void lookAgain() {
        changed.run();
    }

    List<String> log(int lines) {
        return process.lastLines(lines);
    }
}
