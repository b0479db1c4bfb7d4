package dev.berth.hub.server;

import dev.berth.hub.hint.Hints;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Stops servers and waits until they are gone, for requests that can do nothing before. Never inside a transaction. */
@Component
public class ServerStops {

    private static final long POLL_MILLIS = 500;

    private final ServerRequests requests;
    private final ServerDirectory directory;
    private final Hints hints;
    private final ServersProperties properties;

    ServerStops(ServerRequests requests, ServerDirectory directory, Hints hints, ServersProperties properties) {
        this.requests = requests;
        this.directory = directory;
        this.hints = hints;
        this.properties = properties;
    }

    /** Wishes that all servers of a user stop; whether they were gone before patience ended. */
    public boolean stopAll(long userId, String by) {
        directory.ofUser(userId).forEach(server -> {
            var _ = requests.stop(userId, server.name(), ServerRequests.requested(by), by);
        });
        return await(() -> directory.ofUser(userId).stream()
                .noneMatch(server -> server.state().isActive()));
    }

    /** Whether a server that is to stop was gone before patience ended. */
    public boolean awaitStopped(long userId, String serverName) {
        return await(() -> directory
                .find(userId, serverName)
                .filter(server -> server.state().isActive())
                .isEmpty());
    }

    private boolean await(BooleanSupplier gone) {
        long deadline = System.nanoTime() + properties.stopPatience().toNanos();
        Semaphore changed = new Semaphore(0);
        try (Hints.Subscription subscription = hints.subscribe(Hints.SERVERS, id -> changed.release())) {
            while (!gone.getAsBoolean()) {
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
