package dev.berth.spawner.local;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Observes the generations of servers and records those that have ended. */
final class ServerLook {

    private static final String IP = "127.0.0.1";

    /** How long the observation of a starting server waits for its response. */
    private static final Duration WHILE_STARTING = Duration.ofMillis(500);

    private final RuntimeFolder runtime;
    private final Supervisor supervisor;

    /** Servers that have passed the challenge of this process: each hub challenges a server when it first observes it. */
    private final Set<String> proved = ConcurrentHashMap.newKeySet();

    private final Challenges challenges = new Challenges();

    ServerLook(RuntimeFolder runtime, Supervisor supervisor) {
        this.runtime = runtime;
        this.supervisor = supervisor;
    }

    Observation at(ServerRef ref) throws IOException {
        ServerFolder folder = runtime.server(ref.runtimeName());
        Claim known = folder.claim(ref.generation());
        if (known instanceof Claim.Damaged) {
            return new Observation.Exited(Failure.of(ReasonCode.NODE_LOST, "local.record-lost"));
        }
        if (!(known instanceof Claim.Launch claim)) {
            runtime.check();
            return new Observation.Absent();
        }
        Map<String, String> exit = settle(folder, ref, claim);
        if (exit != null) {
            proved.remove(claim.nonce());
            challenges.forget(claim.nonce());
            return exit.containsKey("superseded")
                    ? new Observation.Absent()
                    : new Observation.Exited(
                            ExitReason.of(folder, ref.generation(), claim, exit),
                            RunTimes.over(runtime.nodeId(), claim, exit));
        }
        LogTail.bound(folder.file(ref.generation(), "log"));
        if (folder.forceAt(ref.generation()) != null) {
            new Ending(folder, ref.generation(), marker(ref, claim)).step();
            return new Observation.Stopping(run(claim));
        }
        return running(folder, ref, claim);
    }

    /** How this generation ended, recorded now if its supervisor could not do so; null while a process of it may exist. */
    @Nullable Map<String, String> settle(ServerFolder folder, ServerRef ref, Claim.Launch claim) throws IOException {
        long generation = ref.generation();
        Map<String, String> exit = folder.exit(generation);
        if (exit != null || supervisor.isAlive(claim)) {
            return exit;
        }
        boolean sameBoot = claim.boot().equals(ProcessEntry.bootId());
        List<ProcessEntry> left = marker(ref, claim).processes();
        if (sameBoot && !left.isEmpty()) {
            sweepUnsupervised(folder, generation, claim, left);
            return null;
        }
        // The supervisor may have written the file since it was last checked; then the supervisor's version is kept.
        PrivateFiles.createOnce(folder.file(generation, "exit"), sameBoot ? "lost=supervisor\n" : "lost=boot\n");
        return folder.exit(generation);
    }

    /** Whether no process of a generation is left. */
    boolean isOver(ServerFolder folder, ServerRef ref, Claim claim) throws IOException {
        return switch (claim) {
            case Claim.Tombstone _ -> true;
            case Claim.Damaged _ -> {
                PrivateFiles.createOnce(folder.file(ref.generation(), "exit"), "lost=boot\n");
                yield true;
            }
            case Claim.Launch launch -> settle(folder, ref, launch) != null;
        };
    }

    /** The newest generation, up to the given one, of which a process is left; 0 if there is none. */
    long newestLeft(ServerFolder folder, long upTo) throws IOException {
        for (Map.Entry<Long, Claim> entry :
                folder.claims().headMap(upTo, true).descendingMap().entrySet()) {
            if (!isOver(folder, new ServerRef(folder.runtimeName(), entry.getKey()), entry.getValue())) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Whether a process of this generation holds the other end of the connection with this local port. */
    boolean isFarEnd(ServerRef ref, int localPort) throws IOException {
        return runtime.server(ref.runtimeName()).claim(ref.generation()) instanceof Claim.Launch claim
                && Listeners.isFarEndOf(
                        localPort, claim.port(), marker(ref, claim).processes());
    }

    Marker marker(ServerRef ref, Claim.Launch claim) {
        return Marker.of(ref, runtime.nodeId(), claim.uid());
    }

    /** A server without its supervisor keeps running; but kernels left behind by a server that had been ready and is gone are killed. */
    private void sweepUnsupervised(ServerFolder folder, long generation, Claim.Launch claim, List<ProcessEntry> left)
            throws IOException {
        boolean stands = Listeners.holderOf(claim.port(), left) == Listeners.Holder.THESE;
        if (!stands && folder.has(generation, "ready")) {
            left.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private Observation running(ServerFolder folder, ServerRef ref, Claim.Launch claim) throws IOException {
        List<ProcessEntry> processes = marker(ref, claim).processes();
        boolean wasReady = folder.has(ref.generation(), "ready");
        return switch (Listeners.holderOf(claim.port(), processes)) {
            case NOBODY ->
                wasReady ? unclear("does not listen on its port") : starting(claim, Observation.Phase.STARTING);
            case ANOTHER ->
                wasReady
                        ? unclear("has lost its port to another program")
                        : starting(claim, Observation.Phase.STARTING);
            case THESE ->
                proved.contains(claim.nonce()) ? ready(claim) : challenged(folder, ref, claim, processes, wasReady);
        };
    }

    private Observation challenged(
            ServerFolder folder, ServerRef ref, Claim.Launch claim, List<ProcessEntry> processes, boolean wasReady)
            throws IOException {
        Duration patience = wasReady ? Challenge.LONGEST : WHILE_STARTING;
        return switch (challenges.of(claim.nonce(), () -> Challenge.of(claim, processes), patience)) {
            case PASSED -> {
                PrivateFiles.createOnce(folder.file(ref.generation(), "ready"), "ready\n");
                proved.add(claim.nonce());
                yield ready(claim);
            }
            case NO_ANSWER, NOT_OURS ->
                wasReady ? unclear("does not respond") : starting(claim, Observation.Phase.ANSWERING);
            case OPEN_TO_ALL -> refused(folder, ref, claim, "local.open-to-all");
            case LISTENS_WITH_TLS -> refused(folder, ref, claim, "local.listens-with-tls");
            case WRONG_TOKEN -> refused(folder, ref, claim, "local.wrong-token");
        };
    }

    private Observation refused(ServerFolder folder, ServerRef ref, Claim.Launch claim, String key) throws IOException {
        Failure failure = Failure.of(ReasonCode.REFUSED, key);
        PrivateFiles.createOnce(folder.file(ref.generation(), "fault"), ExitReason.faultText(failure));
        folder.requestStop(ref.generation(), Duration.ZERO, false);
        new Ending(folder, ref.generation(), marker(ref, claim)).begin();
        return new Observation.Stopping(run(claim));
    }

    private Run run(Claim.Launch claim) throws IOException {
        return RunTimes.running(runtime.nodeId(), claim);
    }

    private Observation ready(Claim.Launch claim) throws IOException {
        return new Observation.Ready(new Observation.Address(IP, claim.port(), claim.uid()), run(claim));
    }

    private Observation starting(Claim.Launch claim, Observation.Phase phase) throws IOException {
        return new Observation.Starting(
                phase,
                Texts.of(phase == Observation.Phase.ANSWERING ? "spawner.not-responding" : "local.step.starting"),
                run(claim));
    }

    private static Observation unclear(String what) {
        return new Observation.Unknown("The server was ready and " + what + " now");
    }
}
