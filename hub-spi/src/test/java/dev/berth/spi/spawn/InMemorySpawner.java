package dev.berth.spi.spawn;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A spawner whose servers exist only in memory. One instance is one replica of a hub: several of them share an {@link InMemoryWorld}, and a
 * new one on an existing world is a hub that was restarted. Failures are set on the world; holds are set on the replica.
 */
public final class InMemorySpawner implements Spawner {

    private final InMemoryWorld world;
    private final Map<FreezePoint, FreezePoint.Hold> holds = new ConcurrentHashMap<>();
    private volatile boolean portsTaken;

    public InMemorySpawner() {
        this(new InMemoryWorld());
    }

    public InMemorySpawner(InMemoryWorld world) {
        this.world = world;
    }

    public InMemoryWorld world() {
        return world;
    }

    /** The next call of this replica that reaches the point stays there until the hold is thawed. */
    public FreezePoint.Hold freeze(FreezePoint point) {
        FreezePoint.Hold hold = new FreezePoint.Hold();
        holds.put(point, hold);
        return hold;
    }

    @Override
    public String domain() {
        return "memory";
    }

    @Override
    public StartOutcome start(StartRequest request) {
        pass(FreezePoint.START_BEFORE_EFFECT);
        StartOutcome outcome = world.start(request);
        pass(FreezePoint.START_AFTER_EFFECT);
        return outcome;
    }

    @Override
    public void stop(ServerRef ref, Duration grace) {
        pass(FreezePoint.STOP_BEFORE_EFFECT);
        world.stop(ref, grace);
        pass(FreezePoint.STOP_AFTER_EFFECT);
    }

    @Override
    public Observation observe(ServerRef ref) {
        pass(FreezePoint.OBSERVE_BEFORE_LOOK);
        Observation seen = world.observe(ref);
        pass(FreezePoint.OBSERVE_AFTER_LOOK);
        return seen;
    }

    @Override
    public Listing list() {
        pass(FreezePoint.LIST_BEFORE_LOOK);
        Listing listing = world.list();
        pass(FreezePoint.LIST_AFTER_LOOK);
        return listing;
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        return world.watch(listener);
    }

    @Override
    public JobEvidence terminalJobs(ServerRef ref) {
        return world.terminalJobs(ref);
    }

    @Override
    public boolean isFarEnd(ServerRef ref, int localPort) {
        return !portsTaken;
    }

    /** While true, other programs respond on the ports of all servers. */
    public void takePorts(boolean taken) {
        portsTaken = taken;
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        return world.log(ref, lines);
    }

    @Override
    public Optional<HomeUsage> homeUsage(Owner owner, String home) {
        return world.homeUsage();
    }

    @Override
    public void forget(ServerRef ref) {
        world.forget(ref);
    }

    @Override
    public List<String> preflight() {
        return world.problems();
    }

    @Override
    public List<String> warnings() {
        return world.warnings();
    }

    private void pass(FreezePoint point) {
        FreezePoint.Hold hold = holds.remove(point);
        if (hold != null) {
            hold.here();
        }
    }
}
