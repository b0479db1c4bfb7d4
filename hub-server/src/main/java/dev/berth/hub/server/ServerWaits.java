package dev.berth.hub.server;

import dev.berth.hub.hint.Hints;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Waits for servers, each wait on the virtual thread of its request: it holds no thread of the machine and, between two looks, no connection
 * to the database. Never inside a transaction.
 */
@Component
public class ServerWaits {

    private static final long POLL_MILLIS = 500;

    /** Before the first look it is not known which server is awaited. */
    private static final long ANY = -1;

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
        return await(
                properties.startPatience(),
                () -> directory.find(userId, serverName),
                server -> server.state() == ServerState.READY || server.state() == ServerState.STOPPED);
    }

    /** Whether a server that is to stop was gone before patience ended. */
    public boolean awaitStopped(long userId, String serverName) {
        return await(
                        properties.stopPatience(),
                        () -> directory.find(userId, serverName),
                        server -> !server.state().isActive())
                .filter(server -> server.state().isActive())
                .isEmpty();
    }

    /** Whether all servers of a user were gone before patience ended. */
    boolean awaitAllStopped(long userId) {
        return await(properties.stopPatience(), () -> active(userId), _ -> false)
                .isEmpty();
    }

    private Optional<ServerView> active(long userId) {
        return directory.ofUser(userId).stream()
                .filter(server -> server.state().isActive())
                .findFirst();
    }

    /** The server as it is when it is as wanted or when patience ends; empty as soon as there is none. */
    private Optional<ServerView> await(
            Duration patience, Supplier<Optional<ServerView>> look, Predicate<ServerView> wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        Semaphore changed = new Semaphore(0);
        AtomicLong awaited = new AtomicLong(ANY);
        try (Hints.Subscription subscription =
                hints.subscribe(Hints.SERVERS, hint -> release(changed, hint, awaited.get()))) {
            Optional<ServerView> server = look.get();
            while (server.isPresent() && !wanted.test(server.get())) {
                awaited.set(server.get().id());
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                if (changed.tryAcquire(Math.min(left, POLL_MILLIS), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
                server = look.get();
            }
            return server;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return look.get();
        }
    }

    private static void release(Semaphore changed, String hint, long awaited) {
        if (awaited == ANY || Hints.concern(hint, awaited)) {
            changed.release();
        }
    }
}
