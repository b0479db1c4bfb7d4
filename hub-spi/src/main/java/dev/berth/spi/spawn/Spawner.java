package dev.berth.spi.spawn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts, observes and stops servers.
 *
 * <p><b>Idempotent.</b> Every method can be called again, immediately or years later, by this process or another one, and after a crash
 * between any two instructions. {@link #start} with a generation that was already started does not start it twice; {@link #stop} succeeds
 * for a server that is already gone.
 *
 * <p><b>Generations.</b> A {@link ServerRef} identifies one start of a server. The spawner records the generation on the runtime's object.
 * A call with a generation older than the newest one that the runtime has seen changes nothing. After {@code stop(ref)}, a late
 * {@code start(ref)} of the same generation, from a replica that was frozen in between, must not start anything.
 *
 * <p><b>Threads.</b> Any thread, including several at once for the same server. Calls may block for seconds, but never for minutes: longer
 * operations continue in the background, and {@link #observe} shows their progress.
 *
 * <p><b>Errors.</b> A failure of the server is a value ({@link StartOutcome.Refused}, {@link Observation.Exited}).
 * {@link SpawnerUnavailableException} means that the runtime could not be asked and that the hub has learned nothing about any server.
 */
public interface Spawner {

    /** The maximum number of lines that can be requested from {@link #log}. */
    int MAX_LOG_LINES = 1_000;

    /**
     * The scope in which this spawner knows which servers exist, such as the id of this machine or of a cluster. The hub stores it
     * with each server and never lets a spawner of another domain decide about that server.
     */
    String domain();

    /**
     * Begins to start a server and returns without waiting for it to be ready.
     *
     * <p>If the same generation was already started, the result is {@link StartOutcome.Accepted} again and nothing happens, even if the
     * server has exited since then. After a {@link #stop} that covers the generation, the result is {@link StartOutcome.Superseded}.
     *
     * <p>Two generations of a server never run at the same time: as long as an older one exists, nothing is started. Stop it, and call
     * again when {@link #observe} reports that it is gone.
     *
     * @throws SpawnerUnavailableException if the runtime did not respond, and the server might have been started; or if an older
     *     generation of the server still exists
     */
    StartOutcome start(StartRequest request);

    /**
     * Begins to stop a server: asks it to stop, and kills it when {@code grace} has passed. Returns without waiting.
     *
     * <p>Covers this generation and every older one, whether or not it was ever started here. Once {@link #observe} returns
     * {@link Observation.Absent} or {@link Observation.Exited}, no process of those generations is left, and none will be started.
     *
     * @param grace how long the server may take to save its work; with zero it is killed immediately
     */
    void stop(ServerRef ref, Duration grace);

    /**
     * Observes one server. The states that conclude a server's life ({@link Observation.Absent}, {@link Observation.Exited}) come from a
     * direct query of the runtime; the other states may come from a watch that the runtime keeps current. Never throws because of a problem
     * of the server itself.
     */
    Observation observe(ServerRef ref);

    /**
     * All servers that carry the id of this installation, whatever the hub's database contains; those that ended, at least for a while.
     * The list may come from a watch that the runtime keeps current, and is then slightly behind: before the hub concludes anything from a
     * missing server, it queries that server directly.
     *
     * @throws SpawnerUnavailableException instead of returning an incomplete list
     */
    Listing list();

    /**
     * Calls {@code listener} when the state of a server may have changed. This is a hint that speeds things up; correctness depends only on
     * the hub's own polling. Listeners must not block. Closing the watch ends it.
     */
    Watch watch(Consumer<ServerRef> listener);

    /**
     * Whether a job is running in one of the server's terminals, for spawners that can determine that from outside. The hub asks only
     * before it stops an idle server.
     */
    default JobEvidence terminalJobs(ServerRef ref) {
        return JobEvidence.NOT_OBSERVABLE;
    }

    /**
     * Whether a process of this generation holds the other end of a connection from this machine to the server's address. The hub asks
     * before it sends the server's token to an address that has a UID, and only after the other end has responded, because a connection
     * that was not accepted yet is held by no process.
     *
     * @param localPort the port of the hub's end
     * @throws SpawnerUnavailableException if that could not be determined
     */
    default boolean isFarEnd(ServerRef ref, int localPort) {
        return true;
    }

    /**
     * The last lines that a generation wrote, oldest first; empty if it wrote nothing or its output is no longer available. Can be called
     * while the server runs, and for as long after its end as the runtime keeps the output. The generation's token is masked; the hub masks
     * other secrets.
     *
     * @param lines the maximum number of lines, from 1 to {@link #MAX_LOG_LINES}; a spawner truncates very long lines
     * @throws SpawnerUnavailableException if the runtime did not respond
     */
    List<String> log(ServerRef ref, int lines);

    /**
     * The disk usage of a user's home directory; empty if it cannot be determined or has not been measured yet. The first call may take
     * seconds; later calls return a measurement that is a few minutes old.
     */
    default Optional<HomeUsage> homeUsage(Owner owner, String home) {
        return Optional.empty();
    }

    /**
     * Deletes every trace of a server except its home directory, after the server is gone. Afterwards the same name can be used again, with
     * generations from 1. The hub does not call this yet: a new server of the same name continues to count the generations of a removed one.
     *
     * @throws IllegalStateException if it still runs
     */
    void forget(ServerRef ref);

    /** Problems that would make every start fail, each as one sentence that includes the remedy; empty if servers can be started. */
    List<String> preflight();

    /**
     * Permanent weaknesses of this runtime as configured, each as one sentence, for example that users are not isolated from each other.
     * The hub shows them to all users for as long as they exist.
     */
    default List<String> warnings() {
        return List.of();
    }

    /** An active watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether jobs are running in a server's terminals. */
    enum JobEvidence {
        NONE,
        RUNNING,
        /** The check failed; the hub never treats this as idle. */
        UNKNOWN,
        /** This runtime cannot determine it; the activity that the terminals report decides. */
        NOT_OBSERVABLE
    }
}
