package dev.berth.spawner.local;

import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports claims and exits by polling: every file that is created or deleted changes its folder's modification time. Polling is cheap here
 * and, unlike inotify, not subject to a limit that other programs on the machine may have exhausted.
 */
final class FolderWatch implements Spawner.Watch {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RuntimeFolder runtime;
    private final Consumer<ServerRef> listener;
    private Map<String, FileTime> times = Map.of();
    private volatile boolean closed;

    private FolderWatch(RuntimeFolder runtime, Consumer<ServerRef> listener) {
        this.runtime = runtime;
        this.listener = listener;
    }

    static FolderWatch start(RuntimeFolder runtime, Consumer<ServerRef> listener) {
        FolderWatch watch = new FolderWatch(runtime, listener);
        Thread.ofPlatform().daemon().name("local-servers-watch").start(watch::run);
        return watch;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void run() {
        try {
            while (!closed) {
                look();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Map<String, FileTime> now = new HashMap<>();
            for (ServerFolder folder : runtime.servers()) {
                FileTime time = Files.getLastModifiedTime(folder.path());
                now.put(folder.runtimeName(), time);
                if (!time.equals(times.get(folder.runtimeName()))) {
                    tell(folder);
                }
            }
            times = now;
        } catch (IOException failure) {
            LOG.debug("Local servers could not be watched this time: {}", failure.toString());
        }
    }

    private void tell(ServerFolder folder) throws IOException {
        Map.Entry<Long, Claim> newest = folder.claims().lastEntry();
        if (newest != null && !closed) {
            listener.accept(new ServerRef(folder.runtimeName(), newest.getKey()));
        }
    }
}
