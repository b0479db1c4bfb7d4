package dev.berth.spawner.local;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The challenges in progress. A server that accepts a connection and does not respond keeps its challenge waiting for seconds. An
 * observation must not take as long, because the hub then notices the deadline of a start too late; so the challenge continues in the
 * background, and a later observation receives its result.
 */
final class Challenges {

    private final Map<String, FutureTask<Challenge.Result>> running = new ConcurrentHashMap<>();

    /**
     * The result of the challenge of this launch, which is begun if none is in progress.
     *
     * @param patience how long to wait for it; after that, {@link Challenge.Result#NO_ANSWER}
     */
    Challenge.Result of(String launch, Callable<Challenge.Result> challenge, Duration patience) throws IOException {
        FutureTask<Challenge.Result> task = running.computeIfAbsent(launch, begun -> begin(challenge));
        try {
            Challenge.Result result = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            running.remove(launch, task);
            return result;
        } catch (TimeoutException inProgress) {
            return Challenge.Result.NO_ANSWER;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Challenge.Result.NO_ANSWER;
        } catch (ExecutionException failed) {
            running.remove(launch, task);
            throw new IOException("The challenge failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** The server has ended. */
    void forget(String launch) {
        running.remove(launch);
    }

    private static FutureTask<Challenge.Result> begin(Callable<Challenge.Result> challenge) {
        FutureTask<Challenge.Result> task = new FutureTask<>(challenge);
        var _ = Thread.ofVirtual().name("challenge").start(task);
        return task;
    }
}
