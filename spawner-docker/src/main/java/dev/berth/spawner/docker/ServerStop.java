package dev.berth.spawner.docker;

import dev.berth.spawner.docker.Ledger.Mark;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops servers: first on record, then in the engine, which ends the process by itself even if the hub dies. */
final class ServerStop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerStop.class);

    private final Ledgers ledgers;
    private final Containers containers;
    private final ServerFolders folders;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> stopping = ConcurrentHashMap.newKeySet();

    ServerStop(Ledgers ledgers, Containers containers, ServerFolders folders) {
        this.ledgers = ledgers;
        this.containers = containers;
        this.folders = folders;
    }

    void stop(ServerRef ref, Duration grace) {
        ledgers.bury(ref);
        // Read after that: whoever claims a generation later sees that it is over.
        Ledger ledger = ledgers.read(ref.runtimeName());
        List<Container> covered = containers.of(ref.runtimeName()).stream()
                .filter(each -> each.ref().generation() <= ref.generation())
                .toList();
        ledger.starts().headMap(ref.generation(), true).forEach((generation, start) -> {
            boolean ended = covered.stream()
                    .filter(each -> each.ref().generation() == generation)
                    .anyMatch(each -> each.ran() && !each.isRunning());
            if (start.isClaimed() && !start.stop() && !ended) {
                ledgers.mark(new ServerRef(ref.runtimeName(), generation), Mark.STOP);
            }
        });
        // Listed again: a container that was created before the mark would otherwise be started after it.
        containers.of(ref.runtimeName()).stream()
                .filter(each -> each.ref().generation() <= ref.generation())
                .forEach(each -> end(each, grace));
    }

    /** Ends a container that is on record as stopped; can be repeated. */
    void end(Container container, Duration grace) {
        boolean runs = container.isRunning() || (container.isUntouched() && !containers.remove(container.id()));
        if (runs && stopping.add(container.id())) {
            Failpoint.STOP_BEFORE_SIGNAL.here();
            workers.execute(() -> stop(container, grace));
            Failpoint.STOP_AFTER_SIGNAL.here();
        }
    }

    private void stop(Container container, Duration grace) {
        try {
            containers.stop(container.id(), grace);
        } catch (SpawnerUnavailableException | dev.berth.spawner.docker.engine.EngineException failure) {
            log.warn("Stopping {} continues at the next check: {}", container.ref(), failure.getMessage());
        } finally {
            stopping.remove(container.id());
        }
    }

    /** Removes every trace of a server that is gone. */
    void forget(ServerRef ref) {
        List<Container> all = containers.of(ref.runtimeName());
        boolean newer = all.stream().anyMatch(each -> each.ref().generation() > ref.generation())
                || ledgers.read(ref.runtimeName()).starts().higherKey(ref.generation()) != null;
        if (newer) {
            return;
        }
        for (Container each : all) {
            if (each.isRunning() || !containers.remove(each.id())) {
                throw new IllegalStateException("A running server cannot be forgotten. Still running: generation "
                        + each.ref().generation() + " of " + ref.runtimeName());
            }
        }
        try {
            folders.remove(ref.runtimeName());
        } catch (IOException failure) {
            throw new SpawnerUnavailableException(
                    "The files of " + ref.runtimeName() + " cannot be deleted: " + failure.getMessage(), failure);
        }
        // Last: what was interrupted before can be repeated.
        ledgers.removeUpTo(ref);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
