package dev.berth.spawner.docker;

import dev.berth.spawner.base.ReadinessProbe;
import dev.berth.spawner.docker.Ledger.Mark;
import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks starting servers until they respond, and puts on record that they did. */
final class Prober implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Prober.class);

    private final Ledgers ledgers;
    private final Containers containers;
    private final Consumer<ServerRef> hint;
    private final int port;
    private final ReadinessProbe probe = new ReadinessProbe();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Boolean> answers = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    Prober(Ledgers ledgers, Containers containers, Consumer<ServerRef> hint, int port) {
        this.ledgers = ledgers;
        this.containers = containers;
        this.hint = hint;
        this.port = port;
    }

    /** Whether the server of exactly this container has responded; if not, begins to ask it. */
    boolean hasAnswered(Container container) {
        if (answers.containsKey(container.id())) {
            return true;
        }
        if (asked.add(container.id())) {
            workers.execute(() -> ask(container));
        }
        return false;
    }

    private void ask(Container container) {
        String path = container.labels().getOrDefault(Names.BASE_PATH, "/");
        try {
            boolean answered = probe.await(
                    ReadinessProbe.url(container.ip(), port, path),
                    () -> runs(container),
                    () -> log.warn(
                            "The hub cannot connect to container {} at {}: connections time out. Let the hub reach the network"
                                    + " of the servers",
                            container.ref().runtimeName(),
                            container.ip()));
            if (answered) {
                answers.put(container.id(), true);
                // On record before anybody is told: its end is then seen as the end of a server that has worked.
                ledgers.mark(container.ref(), Mark.ANSWERED);
                hint.accept(container.ref());
            }
        } catch (EngineException | SpawnerUnavailableException failure) {
            log.debug("{} is asked again at the next check: {}", container.ref(), failure.getMessage());
        } finally {
            asked.remove(container.id());
        }
    }

    private boolean runs(Container container) {
        Optional<Container> now = containers.inspect(container.id());
        return now.isPresent() && now.get().isRunning();
    }

    /** Forgets a container that has ended. */
    void forget(String id) {
        answers.remove(id);
    }

    @Override
    public void close() {
        probe.close();
        workers.shutdownNow();
    }
}
