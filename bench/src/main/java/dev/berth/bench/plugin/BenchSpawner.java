package dev.berth.bench.plugin;

import dev.berth.bench.plugin.RememberedServers.Remembered;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts nothing: every server is at once the listener of the bench, until it is stopped. For one hub at a time. */
final class BenchSpawner implements Spawner {

    private final Observation ready;
    private final RememberedServers servers;
    private final List<Consumer<ServerRef>> listeners = new CopyOnWriteArrayList<>();

    BenchSpawner(int port, RememberedServers servers) {
        this.ready = new Observation.Ready(new Observation.Address("127.0.0.1", port));
        this.servers = servers;
    }

    @Override
    public String domain() {
        return "bench";
    }

    @Override
    public StartOutcome start(StartRequest request) {
        synchronized (servers) {
            Remembered known = servers.get(request.ref());
            if (known == null || known.generation() < request.ref().generation()) {
                servers.put(request.ref(), true);
                hint(request.ref());
                return new StartOutcome.Accepted();
            }
            boolean same = known.generation() == request.ref().generation() && known.runs();
            return same ? new StartOutcome.Accepted() : new StartOutcome.Superseded();
        }
    }

    @Override
    public void stop(ServerRef ref, Duration grace) {
        synchronized (servers) {
            Remembered known = servers.get(ref);
            if (known == null || known.generation() <= ref.generation()) {
                servers.put(ref, false);
                hint(ref);
            }
        }
    }

    /** As a runtime does: on another thread, while the hub may still be busy with the call. */
    private void hint(ServerRef ref) {
        Thread.startVirtualThread(() -> listeners.forEach(listener -> listener.accept(ref)));
    }

    @Override
    public Observation observe(ServerRef ref) {
        Remembered known = servers.get(ref);
        if (known == null || known.generation() != ref.generation()) {
            return new Observation.Absent();
        }
        return known.runs() ? ready : new Observation.Exited(new Failure(ReasonCode.REQUESTED, "Stopped on request"));
    }

    @Override
    public Listing list() {
        return new Listing(servers.all().entrySet().stream()
                .filter(server -> server.getValue().runs())
                .collect(Collectors.toMap(
                        server ->
                                new ServerRef(server.getKey(), server.getValue().generation()),
                        _ -> ready)));
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        return List.of();
    }

    @Override
    public void forget(ServerRef ref) {
        throw new UnsupportedOperationException("A measured hub forgets no server");
    }

    @Override
    public List<String> preflight() {
        return List.of();
    }

    /** The marker of what measures: no real hub shows it. */
    @Override
    public List<String> warnings() {
        return List.of("This hub is measured: its servers are not real.");
    }
}
