package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs servers as containers of one Docker engine. Any number of hubs can use it at the same time; the package documentation explains why
 * that is safe. Open it once per process, and close it when the process ends.
 */
public final class DockerSpawner implements Spawner, AutoCloseable {

    private final DockerSpawnerProperties settings;
    private final Engine engine;
    private final Containers containers;
    private final EngineWatch watch;
    private final Prober prober;
    private final ServerStart start;
    private final ServerStop stop;
    private final ServerObserver observer;
    private final ServerLog log;
    private final Preflight preflight;

    private DockerSpawner(Engine engine, DockerSpawnerProperties settings, long hubUid, Duration patience) {
        this.settings = settings;
        this.engine = engine;
        Names names = new Names(settings.installation());
        this.containers = new Containers(engine, names);
        Ledgers ledgers = new Ledgers(engine, names);
        ServerFolders folders = new ServerFolders(settings, hubUid);
        Capabilities capabilities = new Capabilities(engine);
        StartFaults faults = new StartFaults(settings);
        Network network = new Network(engine, names, settings.subnet());
        OutsideStops outside = new OutsideStops();
        this.log = new ServerLog(engine, containers);
        this.prober = new Prober(ledgers, containers, this::hint, settings.port());
        this.watch = new EngineWatch(engine, names, containers, outside, prober::forget);
        this.stop = new ServerStop(ledgers, containers, folders);
        this.start = new ServerStart(
                ledgers,
                containers,
                capabilities,
                network,
                new Devices(engine, names, ledgers, containers, settings.devices()),
                folders,
                new ContainerModel(settings, names, folders),
                faults,
                patience);
        this.observer = new ServerObserver(
                ledgers,
                containers,
                prober,
                stop,
                new Endings(faults, log, outside),
                capabilities,
                outside,
                settings.port());
        this.preflight = new Preflight(engine, capabilities, network, settings, hubUid);
    }

    /**
     * Begins to follow the engine without waiting for it: as long as it does not respond, servers are unknown.
     *
     * @param hubUid the UID of this process
     */
    public static DockerSpawner open(DockerSpawnerProperties settings, long hubUid) {
        return open(settings, hubUid, ServerStart.PATIENCE);
    }

    /** With another time after which the start of a hub that is gone is continued. */
    static DockerSpawner open(DockerSpawnerProperties settings, long hubUid, Duration patience) {
        DockerSpawner spawner = new DockerSpawner(new Engine(settings.socket()), settings, hubUid, patience);
        spawner.watch.start();
        return spawner;
    }

    private void hint(ServerRef ref) {
        watch.hint(ref);
    }

    /** Derived only from the configuration, so that it is the same while the engine is unavailable. */
    @Override
    public String domain() {
        return "docker:" + settings.socket() + "/" + settings.installation();
    }

    @Override
    public StartOutcome start(StartRequest request) {
        return asked(() -> start.of(request));
    }

    @Override
    public void stop(ServerRef ref, Duration grace) {
        asked(() -> {
            stop.stop(ref, grace);
            return ref;
        });
    }

    @Override
    public Observation observe(ServerRef ref) {
        try {
            return asked(() -> observer.at(ref));
        } catch (SpawnerUnavailableException unavailable) {
            return new Observation.Unknown(String.valueOf(unavailable.getMessage()));
        }
    }

    @Override
    public Listing list() {
        return asked(() -> {
            Map<ServerRef, Observation> servers = new HashMap<>();
            containers
                    .newest()
                    .values()
                    .forEach(ref ->
                            servers.put(ref, new Observation.Unknown("Listed, but its state has not been queried")));
            return new Listing(servers);
        });
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        return watch.add(listener);
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        return asked(() -> log.last(ref, lines));
    }

    @Override
    public void forget(ServerRef ref) {
        asked(() -> {
            stop.forget(ref);
            return ref;
        });
    }

    @Override
    public List<String> preflight() {
        return preflight.problems();
    }

    @Override
    public void close() {
        watch.close();
        prober.close();
        stop.close();
        engine.close();
    }

    /** A rejection here does not concern the server: rejections of a server are outcomes. */
    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (EngineException refused) {
            throw new SpawnerUnavailableException(
                    "The Docker engine at " + settings.socket() + " rejected a call (" + refused.status() + "): "
                            + refused.text(),
                    refused);
        }
    }
}
