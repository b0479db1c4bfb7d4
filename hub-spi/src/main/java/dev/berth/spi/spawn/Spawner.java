package dev.berth.spi.spawn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes servers real, looks at them and ends them.
 *
 * <p><b>Idempotent.</b> Every method may be called again, at once or years later, by this process or by another one, and after a
 * crash between any two instructions. {@link #start} with a generation that was already started does not start it twice; {@link
 * #stop} of what is gone succeeds.
 *
 * <p><b>Generations.</b> A {@link ServerRef} names one start of a server. The spawner writes the generation on the runtime's object.
 * A call with an older generation than the newest one the runtime has seen changes nothing. After {@code stop(ref)} a late {@code
 * start(ref)} of the same generation, from a replica that was frozen meanwhile, must not start anything.
 *
 * <p><b>Threads.</b> Any thread, also several at once for the same server. Calls may block for seconds, never for minutes: what
 * takes longer goes on behind them and shows in {@link #observe}.
 *
 * <p><b>Errors.</b> A failure of the server is a value ({@link StartOutcome.Refused}, {@link Observation.Exited}). A runtime that
 * cannot be asked is {@link SpawnerUnavailableException}, from which the hub learns nothing about any server.
 */
public interface Spawner {

    /** The most lines that {@link #log} may be asked for. */
    int MAX_LOG_LINES = 1_000;

    /**
     * The part of the world that this spawner can judge, such as the id of this machine or of a cluster. The hub stores it with a
     * server and never lets a spawner of another domain decide about it.
     */
    String domain();

    /**
     * Begins to start a server and returns without waiting for it to be ready.
     *
     * <p>When the same generation was started before, this is {@link StartOutcome.Accepted} again and nothing happens, even if it has
     * ended by itself meanwhile. After a {@link #stop} that covers it, it is {@link StartOutcome.Superseded}.
     *
     * <p>Never do two generations of a server run at once: while an older one is still there nothing is started. Stop it, and call
     * again when {@link #observe} has seen it gone.
     *
     * @throws SpawnerUnavailableException if the runtime did not answer, and the start may or may not have happened; or if an older
     *     generation of the server is still there
     */
    StartOutcome start(StartRequest request);

    /**
     * Begins to end a server: asks it to stop, and ends it by force when {@code grace} has passed. Returns without waiting.
     *
     * <p>It covers this generation and every older one, whether or not it was ever started here. When {@link #observe} answers {@link Observation.Absent} or {@link
     * Observation.Exited} no process of those generations is left, and none will come.
     *
     * @param grace how long the server may take to save its work; zero ends it by force at once
     */
    void stop(ServerRef ref, Duration grace);

    /**
     * Looks at one server. Whatever would end something ({@link Observation.Absent}, {@link Observation.Exited}) comes of a direct look at
     * the runtime; that it starts, runs or stops may be known by a watch that the runtime keeps current. Never throws for a server's own
     * trouble.
     */
    Observation observe(ServerRef ref);

    /**
     * All servers that carry this installation's id, whatever the hub's rows say. May come of a watch that the runtime keeps current, and
     * then lags by moments: who misses a server in it looks at that one directly before anything is concluded.
     *
     * @throws SpawnerUnavailableException rather than answering an incomplete list
     */
    Listing list();

    /**
     * Calls {@code listener} when something about a server may have changed. A hint that makes things fast; the hub's own looks make
     * them right. Listeners must not block. Closing the watch ends it.
     */
    Watch watch(Consumer<ServerRef> listener);

    /**
     * Whether a job runs in one of the server's terminals, for spawners that can see that from outside. Asked only before an idle
     * server is stopped.
     */
    default JobEvidence terminalJobs(ServerRef ref) {
        return JobEvidence.NOT_OBSERVABLE;
    }

    /**
     * The last lines that a generation wrote, the oldest first; empty when it wrote none or they are no longer kept. May be asked while
     * it runs and for as long after its end as the runtime keeps its words. The token of the generation is masked; what else is secret in
     * them is the hub's to find.
     *
     * @param lines how many at most, from 1 to {@link #MAX_LOG_LINES}; a spawner cuts lines that are very long
     * @throws SpawnerUnavailableException if the runtime did not answer
     */
    List<String> log(ServerRef ref, int lines);

    /**
     * How much of a user's home is used; empty where that cannot be told, and while nothing was measured yet. May take seconds the
     * first time, and is then answered from a measurement that is some minutes old.
     */
    default Optional<HomeUsage> homeUsage(Owner owner, String home) {
        return Optional.empty();
    }

    /**
     * Forgets a server for good, its home apart: called when the hub deletes its row, and only after it is gone. Its name may come
     * again after that, with generations from 1.
     *
     * @throws IllegalStateException if it still runs
     */
    void forget(ServerRef ref);

    /** Problems that would make every start fail, each as one sentence with its remedy; empty when servers can be offered. */
    List<String> preflight();

    /**
     * Lasting weaknesses of this runtime as it is configured, each as one sentence, such as that users are not isolated from each
     * other; the hub shows them to everybody for as long as they last.
     */
    default List<String> warnings() {
        return List.of();
    }

    /** A running watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** What is known of jobs that run in a server's terminals. */
    enum JobEvidence {
        NONE,
        RUNNING,
        /** The look failed: never taken for idle. */
        UNKNOWN,
        /** This runtime cannot be asked; the terminals' own report decides. */
        NOT_OBSERVABLE
    }
}
