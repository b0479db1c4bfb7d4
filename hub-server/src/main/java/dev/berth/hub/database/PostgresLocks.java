package dev.berth.hub.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The two file locks of one embedded PostgreSQL. Locks belong to a process, not to an object: this class keeps one channel per file for the
 * whole JVM, because closing any other channel on the file would release the lock.
 */
final class PostgresLocks {

    private static final Map<Path, Use> USES = new HashMap<>();

    private PostgresLocks() {}

    private static final class Use {
        final FileChannel channel;

        @Nullable FileLock lock;

        int count;

        Use(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Work that only one hub does at a time: initialize, start, adopt, stop. */
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T alone(Path folder, Work<T> work) throws IOException {
        synchronized (USES) {
            try (FileChannel channel = open(folder.resolve("start.lock"));
                    FileLock lock = channel.lock()) {
                return work.run();
            }
        }
    }

    /** From now on this JVM uses PostgreSQL; must be called while {@link #alone}. */
    static void use(Path folder) throws IOException {
        synchronized (USES) {
            Use use = USES.get(folder);
            if (use == null) {
                use = new Use(open(folder.resolve("in-use")));
                use.lock = use.channel.lock(0, Long.MAX_VALUE, true);
                USES.put(folder, use);
            }
            use.count++;
        }
    }

    /** Whether no hub uses it, in this JVM or another process. Must be called while {@link #alone}. */
    static boolean unused(Path folder) throws IOException {
        synchronized (USES) {
            if (USES.containsKey(folder)) {
                return false;
            }
            try (FileChannel channel = open(folder.resolve("in-use"));
                    FileLock free = channel.tryLock()) {
                return free != null;
            }
        }
    }

    /** Ends one use; returns whether it was the last one of all hubs. Must be called while {@link #alone}. */
    static boolean leave(Path folder) throws IOException {
        synchronized (USES) {
            Use use = USES.get(folder);
            if (use == null || --use.count > 0) {
                return false;
            }
            USES.remove(folder);
            try (FileChannel channel = use.channel) {
                if (use.lock != null) {
                    use.lock.release();
                }
                FileLock last = channel.tryLock();
                return last != null;
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
