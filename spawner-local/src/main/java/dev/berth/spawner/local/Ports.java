package dev.berth.spawner.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each launch a port that no other launch of this node can be given, whichever hub makes it.
 *
 * <p>A port is a lock on one byte of a file (fcntl(2)), so a hub that dies lets go of it, and one that sleeps keeps it. It is held until
 * the launch is claimed; from then on the claim says whose it is. The file is opened once and never closed: closing it anywhere in a
 * process lets go of all locks that the process has in it.
 */
final class Ports {

    private static final int ATTEMPTS = 200;

    private final RuntimeFolder runtime;
    private final PortRange range;
    private final FileChannel locks;

    Ports(RuntimeFolder runtime, PortRange range) throws IOException {
        this.runtime = runtime;
        this.range = range;
        this.locks = FileChannel.open(
                runtime.root().resolve("ports.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFiles.FILE);
    }

    /** A port that is the holder's until it closes this, or claims it. */
    record Reserved(int port, FileLock lock) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            lock.release();
        }
    }

    /** A port that nobody has now. */
    Reserved reserve() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Reserved reserved = tryReserve(range.any());
            if (reserved != null) {
                return reserved;
            }
        }
        throw new IOException(
                "No free port between " + range.first() + " and " + range.last() + ": widen berth.spawner.local.ports");
    }

    private @Nullable Reserved tryReserve(int port) throws IOException {
        FileLock lock = lock(port);
        if (lock == null) {
            return null;
        }
        boolean mine = false;
        try {
            // The claims are read with the lock in hand: whoever had it before has claimed by now. Only a hub that dies
            // between its fork and the supervisor's claim, some milliseconds, leaves a port for that time to chance.
            mine = canBind(port) && !isClaimed(port);
            return mine ? new Reserved(port, lock) : null;
        } finally {
            if (!mine) {
                lock.release();
            }
        }
    }

    private @Nullable FileLock lock(int port) throws IOException {
        try {
            return locks.tryLock(port, 1, false);
        } catch (OverlappingFileLockException anotherThread) {
            return null;
        }
    }

    /** Whether a server has it that may not have come to bind it yet. */
    private boolean isClaimed(int port) throws IOException {
        for (ServerFolder folder : runtime.servers()) {
            Map.Entry<Long, Claim> newest = folder.claims().lastEntry();
            if (newest != null
                    && newest.getValue() instanceof Claim.Launch claim
                    && claim.port() == port
                    && !folder.has(newest.getKey(), "exit")) {
                return true;
            }
        }
        return false;
    }

    private static boolean canBind(int port) throws IOException {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
