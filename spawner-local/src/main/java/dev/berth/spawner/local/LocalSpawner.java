package dev.berth.spawner.local;

import dev.berth.spawner.base.HomeFolders;
import dev.berth.spi.spawn.HomeUsage;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs servers as processes on this machine. Any number of hubs with the same data directory can use it at the same time; the package
 * documentation explains why that is safe.
 */
public final class LocalSpawner implements Spawner {

    private final RuntimeFolder runtime;
    private final Users users;
    private final Machine machine;
    private final JupyterEnvironment jupyter;

    /** False if every server runs a configured command, unless a Python is configured as well. */
    private final boolean needsJupyter;

    private final ServerLook look;
    private final ServerStart start;
    private final HomeSizes homeSizes;
    private final HomeFolders homes;
    private final MachineAccounts accounts;

    private LocalSpawner(RuntimeFolder runtime, Path berthHome, LocalSpawnerProperties properties, long hubUid)
            throws IOException {
        this.runtime = runtime;
        this.users = new Users(runtime, hubUid, properties.sharedUid());
        this.machine = new Machine(berthHome, hubUid);
        this.jupyter = new JupyterEnvironment(berthHome.resolve("jupyter"), properties.python(), hubUid);
        this.needsJupyter = properties.command().isEmpty() || properties.python() != null;
        Scopes scopes = Scopes.of(properties.systemd(), hubUid);
        Supervisor supervisor = new Supervisor(runtime, scopes, hubUid);
        this.look = new ServerLook(runtime, supervisor);
        HomeFolders homes = new HomeFolders(berthHome.resolve("homes"), hubUid);
        this.homeSizes = new HomeSizes(hubUid);
        this.homes = homes;
        this.accounts = new MachineAccounts(properties.accounts(), hubUid);
        Ports ports = new Ports(runtime, properties.portRange());
        this.start = new ServerStart(
                runtime, users, homes, look, supervisor, scopes, new Programs(properties, jupyter), ports, accounts);
    }

    /**
     * Opens the node's runtime folder and creates it if it does not exist.
     *
     * @param berthHome the hub's data directory
     * @throws UncheckedIOException if it can be neither opened nor created
     */
    public static LocalSpawner open(Path berthHome, LocalSpawnerProperties properties) {
        try {
            Path folder = berthHome.toAbsolutePath().normalize();
            return new LocalSpawner(RuntimeFolder.open(folder), folder, properties, Machine.ownUid());
        } catch (IOException failure) {
            throw new UncheckedIOException("The runtime folder under " + berthHome + " cannot be used", failure);
        }
    }

    /**
     * Prepares what servers need and this machine lacks: creates a JupyterLab environment if there is none, which may take minutes. Can be
     * repeated; what exists is not created again. {@link #preflight} reports what could not be prepared.
     *
     * @param progress receives one line at a time, for a person to read
     */
    public void prepare(Consumer<String> progress) {
        if (needsJupyter) {
            jupyter.prepare(progress);
        }
    }

    /** The same in the background, while the rest of the hub starts. Operations that need it wait for it; {@link #preflight} does not. */
    void prepareInBackground(Consumer<String> progress) {
        if (needsJupyter) {
            jupyter.prepareInBackground(progress);
        }
    }

    void awaitPrepared() {
        jupyter.awaitPrepared();
    }

    @Override
    public String domain() {
        return "local:" + runtime.nodeId();
    }

    @Override
    public StartOutcome start(StartRequest request) {
        return asked(() -> start.of(request));
    }

    @Override
    public void stop(ServerRef ref, Duration grace) {
        asked(() -> {
            ServerFolder folder = runtime.server(ref.runtimeName());
            folder.create();
            folder.buryIfUnclaimed(ref.generation());
            NavigableMap<Long, Claim> covered = folder.claims().headMap(ref.generation(), true);
            for (Map.Entry<Long, Claim> entry : covered.entrySet()) {
                if (entry.getValue() instanceof Claim.Launch claim) {
                    stop(folder, new ServerRef(ref.runtimeName(), entry.getKey()), claim, grace);
                }
            }
            return covered.size();
        });
    }

    private void stop(ServerFolder folder, ServerRef ref, Claim.Launch claim, Duration grace) throws IOException {
        boolean ended = look.settle(folder, ref, claim) != null;
        folder.requestStop(ref.generation(), grace, ended);
        if (!ended) {
            new Ending(folder, ref.generation(), look.marker(ref, claim)).begin();
        }
    }

    @Override
    public Observation observe(ServerRef ref) {
        try {
            return look.at(ref);
        } catch (IOException | UncheckedIOException | IllegalArgumentException failure) {
            return new Observation.Unknown(
                    "The state of " + ref.runtimeName() + " could not be determined: " + failure);
        }
    }

    @Override
    public Listing list() {
        return asked(() -> {
            Map<ServerRef, Observation> servers = new HashMap<>();
            for (ServerFolder folder : runtime.servers()) {
                newestLaunch(folder, servers);
            }
            return new Listing(servers);
        });
    }

    private static void newestLaunch(ServerFolder folder, Map<ServerRef, Observation> servers) throws IOException {
        for (Map.Entry<Long, Claim> entry : folder.claims().descendingMap().entrySet()) {
            if (entry.getValue() instanceof Claim.Launch && !folder.isClosed()) {
                ServerRef ref = new ServerRef(folder.runtimeName(), entry.getKey());
                servers.put(ref, new Observation.Unknown("Listed, but its state has not been queried"));
                return;
            }
        }
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        return FolderWatch.start(runtime, listener);
    }

    @Override
    public JobEvidence terminalJobs(ServerRef ref) {
        try {
            ServerFolder folder = runtime.server(ref.runtimeName());
            return folder.claim(ref.generation()) instanceof Claim.Launch claim
                    ? TerminalJobs.of(look.marker(ref, claim).processes())
                    : JobEvidence.UNKNOWN;
        } catch (IOException | UncheckedIOException | IllegalArgumentException failure) {
            return JobEvidence.UNKNOWN;
        }
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        return asked(() -> {
            ServerFolder folder = runtime.server(ref.runtimeName());
            return folder.claim(ref.generation()) instanceof Claim.Launch claim
                    ? LogTail.lines(folder.file(ref.generation(), "log"), claim.token(), lines)
                    : List.of();
        });
    }

    @Override
    public Optional<HomeUsage> homeUsage(Owner owner, String home) {
        try {
            return homeSizes.of(accounts.home(owner).orElse(homes.of(home)), users.uid(owner));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isFarEnd(ServerRef ref, int localPort) {
        return asked(() -> look.isFarEnd(ref, localPort));
    }

    @Override
    public void forget(ServerRef ref) {
        asked(() -> {
            ServerFolder folder = runtime.server(ref.runtimeName());
            if (folder.exists()) {
                forget(folder, ref);
            }
            return ref;
        });
    }

    /** The folder is closed before it is examined: a supervisor that claims a generation in between sees that it is closed and gives up. */
    private void forget(ServerFolder folder, ServerRef ref) throws IOException {
        if (folder.claims().higherKey(ref.generation()) != null) {
            return;
        }
        folder.close();
        long left = look.newestLeft(folder, Long.MAX_VALUE);
        if (left > 0) {
            folder.reopen();
            throw new IllegalStateException("A running server cannot be forgotten. Still running: generation " + left
                    + " of " + ref.runtimeName());
        }
        folder.remove();
    }

    @Override
    public List<String> preflight() {
        List<String> problems = new ArrayList<>();
        try {
            runtime.check();
        } catch (IOException failure) {
            problems.add(failure.getMessage() + ". Mount it again, or restart the hub.");
        }
        problems.addAll(machine.problems());
        if (needsJupyter) {
            problems.addAll(jupyter.problems());
        }
        return List.copyOf(problems);
    }

    @Override
    public List<String> warnings() {
        return users.warnings();
    }

    /** A query of the runtime folder. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | UncheckedIOException failure) {
            throw new SpawnerUnavailableException(
                    "The runtime folder cannot be read: " + failure.getMessage(), failure);
        }
    }
}
