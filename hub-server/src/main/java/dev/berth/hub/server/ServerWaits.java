package dev.berth.hub.server;

import dev.berth.hub.hint.Hints;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Waits for servers, each wait on the virtual thread of its request: it holds no thread of the machine and, between two looks, no connection
 * to the database. Never inside a transaction.
 */
@Component
public class ServerWaits {

    private static final long POLL_MILLIS = 500;

    private final ServerDirectory directory;
    private final Hints hints;
    private final ServersProperties properties;

    ServerWaits(ServerDirectory directory, Hints hints, ServersProperties properties) {
        this.directory = directory;
        this.hints = hints;
        this.properties = properties;
    }

    /** A server whose start was asked for: ready or stopped if its start came to an end before patience did, else as it is then. */
    public Optional<ServerView> awaitStarted(long userId, String serverName) {
        await(
                properties.startPatience(),
                () -> directory
                        .find(userId, serverName)
                        .filter(server -> server.state() != ServerState.READY && server.state() != ServerState.STOPPED)
                        .isEmpty());
        return directory.find(userId, serverName);
    }

    /** Whether a server that is to stop was gone before patience ended. */
    public boolean awaitStopped(long userId, String serverName) {
        return await(
                properties.stopPatience(),
                () -> directory
                        .find(userId, serverName)
                        .filter(server -> server.state().isActive())
                        .isEmpty());
    }

    /** Whether all servers of a user were gone before patience ended. */
    boolean awaitAllStopped(long userId) {
        return await(
                properties.stopPatience(),
                () -> directory.ofUser(userId).stream()
                        .noneMatch(server -> server.state().isActive()));
    }

    private boolean await(Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore changed = new Semaphore(0);
        try (Hints.Subscription subscription = hints.subscribe(Hints.SERVERS, id -> changed.release())) {
            while (!done.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                if (changed.tryAcquire(Math.min(left, POLL_MILLIS), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
