package dev.berth.spawner.docker;

import dev.berth.spawner.docker.Ledger.Mark;
import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Starts a server in these steps: claim the generation, create its container, check that nothing has overtaken the start, mark the container
 * as started, start it. A start can be interrupted anywhere and repeated by any hub.
 */
final class ServerStart {

    /** A hub that has claimed a start needs a second for it. One that needs longer is dead, or its start is given to another hub. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Ledgers ledgers;
    private final Containers containers;
    private final Capabilities capabilities;
    private final Network network;
    private final Devices devices;
    private final ServerFolders folders;
    private final ContainerModel model;
    private final StartFaults faults;
    private final Duration patience;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    ServerStart(
            Ledgers ledgers,
            Containers containers,
            Capabilities capabilities,
            Network network,
            Devices devices,
            ServerFolders folders,
            ContainerModel model,
            StartFaults faults,
            Duration patience) {
        this.ledgers = ledgers;
        this.containers = containers;
        this.capabilities = capabilities;
        this.network = network;
        this.devices = devices;
        this.folders = folders;
        this.model = model;
        this.faults = faults;
        this.patience = patience;
    }

    StartOutcome of(StartRequest request) {
        // One at a time in this process, so that a claim of this process is never one that another thread still works
        // on.
        ReentrantLock lock = locks.computeIfAbsent(request.ref().runtimeName(), _ -> new ReentrantLock());
        lock.lock();
        try {
            return untilDecided(request);
        } finally {
            lock.unlock();
        }
    }

    private StartOutcome untilDecided(StartRequest request) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<StartOutcome> outcome = attempt(request, System.nanoTime() - deadline > 0);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new SpawnerUnavailableException("The start of " + request.ref() + " was interrupted");
            }
        }
    }

    /** Empty if another hub is at work, or has just been. */
    private Optional<StartOutcome> attempt(StartRequest request, boolean takeOver) {
        ServerRef ref = request.ref();
        Ledger ledger = ledgers.read(ref.runtimeName());
        StartOutcome known = known(ledger, ref);
        if (known != null) {
            return Optional.of(known);
        }
        Failure impossible = impossible(request);
        if (impossible != null) {
            return Optional.of(new StartOutcome.Refused(impossible));
        }
        String claimant = ledger.of(ref.generation()).claimant();
        if (claimant.isEmpty()) {
            clearOlder(ref);
            ledgers.claim(ref);
            return attempt(request, takeOver);
        }
        return claimant.equals(ledgers.claimant()) || takeOver ? prepare(request, claimant) : Optional.empty();
    }

    private @Nullable Failure impossible(StartRequest request) {
        Failure byEngine = capabilities.refusal(request);
        return byEngine == null ? devices.impossible(request.limits().devices()) : byEngine;
    }

    /** What the ledger and the containers already decide; null if nothing was started yet. */
    private @Nullable StartOutcome known(Ledger ledger, ServerRef ref) {
        if (ledger.isOver(ref.generation())) {
            return new StartOutcome.Superseded();
        }
        Optional<Container> own = containers.of(ref);
        boolean started = own.isPresent()
                ? !own.get().isUntouched()
                : ledger.of(ref.generation()).mayHaveRun();
        return started ? new StartOutcome.Accepted() : null;
    }

    private Optional<StartOutcome> prepare(StartRequest request, String claimant) {
        clearOlder(request.ref());
        Optional<String> wrong = network.prepare();
        if (wrong.isPresent()) {
            return Optional.of(
                    new StartOutcome.Refused(Failure.of(ReasonCode.REFUSED, "docker.network.wrong", wrong.get())));
        }
        try {
            Failure home = folders.prepare(request);
            if (home != null) {
                return Optional.of(new StartOutcome.Refused(home));
            }
        } catch (IOException failure) {
            return Optional.of(new StartOutcome.Refused(
                    Failure.of(ReasonCode.HOME, "docker.home", request.home(), String.valueOf(failure.getMessage()))));
        }
        if (!containers.of(request.ref()).map(Container::id).map(this::giveUp).orElse(true)) {
            return Optional.empty();
        }
        Devices.Taken taken = devices.take(request.ref(), request.limits().devices());
        return taken.failure() == null
                ? create(request, claimant, taken.ids())
                : Optional.of(new StartOutcome.Refused(taken.failure()));
    }

    /** Removes what another hub has created and not started: only then can it no longer start it. */
    private boolean giveUp(String id) {
        containers.inspect(id).ifPresent(left -> ledgers.mark(left.ref(), Mark.VOID, id));
        return containers.remove(id);
    }

    /** As long as an older generation runs, nothing is started. */
    private void clearOlder(ServerRef ref) {
        for (Container each : containers.of(ref.runtimeName())) {
            boolean older = each.ref().generation() < ref.generation();
            if (older && (each.isRunning() || !containers.remove(each.id()))) {
                throw new SpawnerUnavailableException(
                        "Generation " + each.ref().generation() + " of " + ref.runtimeName() + " still exists");
            }
        }
    }

    private Optional<StartOutcome> create(StartRequest request, String claimant, List<String> ids) {
        ServerRef ref = request.ref();
        Optional<String> created;
        try {
            Failpoint.SPAWN_BEFORE_FORK.here();
            created = containers.create(ref, model.of(request, ids));
        } catch (EngineException refused) {
            return Optional.of(new StartOutcome.Refused(faults.atCreate(request, refused)));
        }
        return created.flatMap(id -> begin(ref, id, claimant, ids));
    }

    private Optional<StartOutcome> begin(ServerRef ref, String id, String claimant, List<String> ids) {
        Ledger now = ledgers.read(ref.runtimeName());
        if (now.isOver(ref.generation()) || !now.of(ref.generation()).claimant().equals(claimant)) {
            containers.remove(id);
            return Optional.of(new StartOutcome.Superseded());
        }
        if (!devices.has(ref, ids)) {
            containers.remove(id);
            return Optional.empty();
        }
        ledgers.mark(ref, Mark.STARTED, id);
        try {
            boolean started = containers.start(id);
            Failpoint.SPAWN_AFTER_FORK.here();
            if (!started) {
                return Optional.empty();
            }
        } catch (EngineException refused) {
            return Optional.of(new StartOutcome.Refused(faults.atStart(refused.text())));
        }
        if (ref.generation() > 1) {
            ledgers.removeUpTo(new ServerRef(ref.runtimeName(), ref.generation() - 1));
        }
        return Optional.of(new StartOutcome.Accepted());
    }
}
