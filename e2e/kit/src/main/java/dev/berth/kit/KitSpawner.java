package dev.berth.kit;

import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts local processes of the account under which the kit runs. One kit, one spawner: what it knows ends with it. */
final class KitSpawner implements Spawner, AutoCloseable {

    private static final String DOMAIN = "kit";

    private final List<String> command;
    private final Map<String, KitServer> servers = new HashMap<>();
    /** The newest generation of each server that was stopped: it and older ones must not start any more. */
    private final Map<String, Long> stopped = new HashMap<>();

    private final SpawnerListeners listeners = new SpawnerListeners();

    KitSpawner(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public synchronized StartOutcome start(StartRequest request) {
        ServerRef ref = request.ref();
        KitServer known = servers.get(ref.runtimeName());
        if (ref.generation() <= stopped.getOrDefault(ref.runtimeName(), 0L)
                || (known != null && known.generation() > ref.generation())) {
            return new StartOutcome.Superseded();
        }
        if (known == null || known.generation() < ref.generation()) {
            servers.put(ref.runtimeName(), KitServer.start(request, command, () -> listeners.changed(ref)));
        }
        return new StartOutcome.Accepted();
    }

    @Override
    public synchronized void stop(ServerRef ref, Duration grace) {
        stopped.merge(ref.runtimeName(), ref.generation(), Math::max);
        KitServer server = servers.get(ref.runtimeName());
        if (server != null && server.generation() <= ref.generation()) {
            server.stop(grace);
        }
    }

    @Override
    public Observation observe(ServerRef ref) {
        KitServer server = find(ref);
        return server == null ? new Observation.Absent() : server.observe();
    }

    private synchronized @Nullable KitServer find(ServerRef ref) {
        KitServer server = servers.get(ref.runtimeName());
        return server != null && server.generation() == ref.generation() ? server : null;
    }

    @Override
    public synchronized Listing list() {
        Map<ServerRef, Observation> all = new HashMap<>();
        servers.forEach((name, server) -> all.put(new ServerRef(name, server.generation()), server.observe()));
        return new Listing(all);
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        return listeners.add(listener);
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        KitServer server = find(ref);
        return server == null ? List.of() : server.log(lines);
    }

    @Override
    public synchronized void forget(ServerRef ref) {
        servers.remove(ref.runtimeName());
        stopped.remove(ref.runtimeName());
    }

    @Override
    public List<String> preflight() {
        return command.isEmpty() ? List.of("The command of servers is not set. Set kit.command") : List.of();
    }

    /** The processes of servers. */
    synchronized List<Long> running() {
        return servers.values().stream()
                .filter(KitServer::isAlive)
                .map(KitServer::pid)
                .toList();
    }

    /** Ends all processes that were asked to stop, without waiting for the rest of their grace. */
    synchronized void killAll() {
        servers.values().forEach(KitServer::hurry);
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(KitServer::kill);
    }
}
