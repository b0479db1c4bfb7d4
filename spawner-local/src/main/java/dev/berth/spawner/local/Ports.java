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
 * Allocates a port for each launch that is not allocated to any other launch on this node, by whichever hub.
 *
 * <p>A port is a lock on one byte of a file (fcntl(2)): a hub that dies releases it, and a hub that is frozen keeps it. The lock is held
 * until the launch is claimed; from then on the claim records the owner of the port. The file is opened once and never closed, because
 * closing it anywhere in a process releases all locks that the process has on it.
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

    /** A port that belongs to the holder until this is closed or the port is claimed. */
    record Reserved(int port, FileLock lock) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            lock.release();
        }
    }

    /** Reserves a port that is currently free. */
    Reserved reserve() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Reserved reserved = tryReserve(range.any());
            if (reserved != null) {
                return reserved;
            }
        }
        throw new IOException("No port between " + range.first() + " and " + range.last()
                + " is free. Widen berth.spawner.local.ports");
    }

    private @Nullable Reserved tryReserve(int port) throws IOException {
        FileLock lock = lock(port);
        if (lock == null) {
            return null;
        }
        boolean mine = false;
        try {
            // The claims are read while the lock is held: the previous holder has claimed its port by now. The
            // exception is a hub that dies
            // in the milliseconds between its fork and the supervisor's claim: until that claim exists, another launch
            // could choose the
            // same port.
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

    /** Whether a server has claimed the port, which it might not have bound yet. */
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
