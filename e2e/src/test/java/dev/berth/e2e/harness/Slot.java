package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports and UIDs that no other installation on this machine uses while it exists, in any process: two installations that share a UID could
 * kill each other's servers. Released when it is closed, or by the kernel.
 */
final class Slot implements AutoCloseable {

    private static final Path FOLDER = Path.of("/var/tmp/berth-e2e-slots");
    private static final int SLOTS = 90;
    private static final int PORTS = 100;
    private static final int UIDS = 400;
    private static final int FIRST = 20_000;

    private final int number;
    private final FileLock lock;

    private Slot(int number, FileLock lock) {
        this.number = number;
        this.lock = lock;
    }

    static Slot take() {
        try {
            Files.createDirectories(FOLDER);
            // Does not always begin with the first slot, so that processes that linger for some seconds do not disturb
            // the next test.
            int first = (int) (System.nanoTime() / 1_000_000 % SLOTS);
            for (int i = 0; i < SLOTS; i++) {
                int number = (first + i) % SLOTS;
                FileLock lock = lock(FOLDER.resolve(Integer.toString(number)));
                if (lock != null) {
                    return new Slot(number, lock);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalStateException("All " + SLOTS + " slots of " + FOLDER + " are taken");
    }

    private static FileLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException ownedHere) {
            channel.close();
            return null;
        }
    }

    int firstPort() {
        return FIRST + number * PORTS;
    }

    int lastPort() {
        return firstPort() + PORTS - 1;
    }

    int firstUid() {
        return FIRST + number * UIDS;
    }

    int lastUid() {
        return firstUid() + UIDS - 1;
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
