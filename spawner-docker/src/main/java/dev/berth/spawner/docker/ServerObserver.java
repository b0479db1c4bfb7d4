package dev.berth.spawner.docker;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.text.Texts;
import java.time.Duration;
import java.util.Optional;

/** Determines the state of one server from its container and its ledger. */
final class ServerObserver {

    /** For a stop that another hub has begun, whose grace is not known. The engine's own default. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Ledgers ledgers;
    private final Containers containers;
    private final Prober prober;
    private final ServerStop stop;
    private final Endings endings;
    private final Capabilities capabilities;
    private final OutsideStops outside;
    private final int port;

    ServerObserver(
            Ledgers ledgers,
            Containers containers,
            Prober prober,
            ServerStop stop,
            Endings endings,
            Capabilities capabilities,
            OutsideStops outside,
            int port) {
        this.ledgers = ledgers;
        this.containers = containers;
        this.prober = prober;
        this.stop = stop;
        this.endings = endings;
        this.capabilities = capabilities;
        this.outside = outside;
        this.port = port;
    }

    Observation at(ServerRef ref) {
        Ledger.Start before = start(ref);
        Optional<Container> found = containers.of(ref);
        // Read on both sides: what was created or given up in between is not lost.
        return found.map(container -> at(container, before)).orElseGet(() -> without(before, start(ref)));
    }

    private Ledger.Start start(ServerRef ref) {
        return ledgers.read(ref.runtimeName()).of(ref.generation());
    }

    private Observation at(Container container, Ledger.Start start) {
        if (container.isRunning()) {
            return running(container, start);
        }
        return switch (container.status()) {
            case "exited", "dead" ->
                !start.stop() && !outside.areKnown()
                        ? new Observation.Unknown("The engine has just come back")
                        : new Observation.Exited(endings.of(container, start), run(container));
            case "removing" -> new Observation.Stopping(run(container));
            default ->
                container.failedToStart()
                        ? new Observation.Exited(endings.of(container, start), run(container))
                        : new Observation.Starting(Phase.STARTING, Texts.of("docker.step.starting"), run(container));
        };
    }

    private Observation running(Container container, Ledger.Start start) {
        if (start.stop()) {
            stop.end(container, GRACE);
            return new Observation.Stopping(run(container));
        }
        if (container.ip().isEmpty()) {
            return new Observation.Starting(Phase.STARTING, Texts.of("docker.step.starting"), run(container));
        }
        return start.answered() || prober.hasAnswered(container)
                ? new Observation.Ready(new Observation.Address(container.ip(), port), run(container))
                : new Observation.Starting(Phase.ANSWERING, Texts.of("spawner.not-responding"), run(container));
    }

    private Run run(Container container) {
        return container.run(capabilities.machine());
    }

    private static Observation without(Ledger.Start before, Ledger.Start start) {
        if (!start.isClaimed()) {
            return new Observation.Absent();
        }
        if (start.stop()) {
            return new Observation.Exited(Failure.of(ReasonCode.REQUESTED, "spawner.stopped"));
        }
        return start.mayHaveRunIn(before)
                ? new Observation.Exited(Failure.of(ReasonCode.LOST, "docker.removed"))
                : new Observation.Starting(Phase.QUEUED, Texts.of("docker.step.starting"));
    }
}
