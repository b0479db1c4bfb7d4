package dev.berth.spi.spawn;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runtime behind one or more {@link InMemorySpawner}s. Its servers outlive the spawners, as processes outlive a hub. A test controls it
 * by the methods here; each of them can be called at any time from any thread.
 */
public final class InMemoryWorld {

    private final InstantSource clock;
    private final Map<String, NavigableMap<Long, InMemoryServer>> servers = new HashMap<>();
    private final Map<ServerRef, Integer> launches = new HashMap<>();
    private final Map<String, Integer> mostAtOnce = new HashMap<>();
    private final List<Consumer<ServerRef>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ServerRef, Spawner.JobEvidence> jobs = new HashMap<>();

    private final Map<ServerRef, List<String>> logs = new HashMap<>();
    private @Nullable HomeUsage homeUsage;

    private Function<StartRequest, Observation.Address> addresses = request -> new Observation.Address(
            "127.0.0.1",
            20_000 + Math.floorMod(request.ref().hashCode(), 10_000),
            request.owner().uid());

    private Duration startTakes = Duration.ZERO;
    private boolean holdStarts;
    private boolean stubborn;
    private @Nullable Failure refusal;
    private @Nullable Failure laterFailure;
    private boolean unavailable;
    private boolean limited;
    private String product = "";
    private int sharers = 1;
    private List<String> problems = List.of();
    private List<String> warnings = List.of();

    public InMemoryWorld() {
        this(InstantSource.system());
    }

    /** A world whose delays and grace periods follow the given clock, so that a test can advance them. */
    public InMemoryWorld(InstantSource clock) {
        this.clock = clock;
    }

    // What a test sets for future servers.

    /** The addresses of servers, for tests that run something real there. */
    public synchronized void addresses(Function<StartRequest, Observation.Address> byRequest) {
        addresses = byRequest;
    }

    /** Servers started from now on become ready this long after their start. */
    public synchronized void startTakes(Duration duration) {
        startTakes = duration;
    }

    /** Servers started from now on keep starting until {@link #makeReady}, {@link #exit} or {@link #lose}. */
    public synchronized void holdStarts(boolean hold) {
        holdStarts = hold;
    }

    /** If true, servers stopped from now on ignore the request and end when the grace period has passed; otherwise they end immediately. */
    public synchronized void stubborn(boolean ignoresRequests) {
        stubborn = ignoresRequests;
    }

    /** Every start from now on is refused with this code; null turns this off. */
    public synchronized void refuseStarts(@Nullable ReasonCode code) {
        refusal = code == null ? null : new Failure(code, "A test refuses starts: " + code);
    }

    /** Every server started from now on is accepted and then ends with this code; null turns this off. */
    public synchronized void failStarts(@Nullable ReasonCode code) {
        laterFailure = code == null ? null : new Failure(code, "A test lets servers fail: " + code);
    }

    /** Servers started from now on can have limits, and get GPUs of this product, each shared by so many servers. */
    public synchronized void gpus(String productName, int perGpu) {
        limited = true;
        product = productName;
        sharers = perGpu;
    }

    /** While true, every call throws {@link SpawnerUnavailableException}, except observe, which returns {@link Observation.Unknown}. */
    public synchronized void unavailable(boolean cannotBeAsked) {
        unavailable = cannotBeAsked;
    }

    public synchronized void preflight(String... sentences) {
        problems = List.of(sentences);
    }

    public synchronized void warnings(String... sentences) {
        warnings = List.of(sentences);
    }

    // What happens to existing servers.

    /** Makes a held or slow server ready. */
    public void makeReady(ServerRef ref) {
        change(ref, server -> server.readyAt = clock.instant());
    }

    /** The server exits. */
    public void exit(ServerRef ref, ReasonCode code) {
        change(ref, server -> {
            server.failure = new Failure(code, "A test ended it: " + code);
            server.exitedAt = clock.instant();
        });
    }

    /** The server disappears; only the number of its generation is left. */
    public void lose(ServerRef ref) {
        synchronized (this) {
            server(ref).lost = true;
        }
    }

    /** Ends a server that ignores requests to stop. */
    public void giveIn(ServerRef ref) {
        change(ref, server -> server.killAt = clock.instant());
    }

    /** The server writes a line. */
    public synchronized void write(ServerRef ref, String line) {
        logs.computeIfAbsent(ref, _ -> new ArrayList<>()).add(line);
    }

    /** The usage reported for every home directory; null for none. */
    public synchronized void homeUsage(@Nullable HomeUsage usage) {
        homeUsage = usage;
    }

    public synchronized void terminalJobs(ServerRef ref, Spawner.JobEvidence evidence) {
        jobs.put(ref, evidence);
    }

    // What really happened, counted here and not by a spawner.

    /** How often this generation was really launched. */
    public synchronized int launches(ServerRef ref) {
        return launches.getOrDefault(ref, 0);
    }

    /** Every server that runs now. */
    public synchronized List<ServerRef> running() {
        List<ServerRef> running = new ArrayList<>();
        servers.values()
                .forEach(generations -> generations.values().stream()
                        .filter(server -> server.runs(clock.instant()))
                        .forEach(server -> running.add(server.ref)));
        return running;
    }

    /** The highest number of generations of this server that ever ran at the same time. */
    public synchronized int mostAtOnce(String runtimeName) {
        return mostAtOnce.getOrDefault(runtimeName, 0);
    }

    /** What the newest start of this generation asked for. */
    public synchronized StartRequest requestOf(ServerRef ref) {
        StartRequest request = server(ref).request;
        if (request == null) {
            throw new IllegalStateException("Never started: " + ref);
        }
        return request;
    }

    // Operations for spawners.

    StartOutcome start(StartRequest request) {
        StartOutcome outcome = startQuietly(request);
        hint(request.ref());
        return outcome;
    }

    private synchronized StartOutcome startQuietly(StartRequest request) {
        checkAvailable();
        ServerRef ref = request.ref();
        NavigableMap<Long, InMemoryServer> generations = generations(ref.runtimeName());
        InMemoryServer known = generations.get(ref.generation());
        if (known != null) {
            return known.stopped || known.lost ? new StartOutcome.Superseded() : new StartOutcome.Accepted();
        }
        if (generations.higherKey(ref.generation()) != null) {
            return new StartOutcome.Superseded();
        }
        Failure impossible = refusalOf(request);
        if (impossible != null) {
            return new StartOutcome.Refused(impossible);
        }
        if (generations.values().stream().anyMatch(older -> older.runs(clock.instant()))) {
            throw new SpawnerUnavailableException("An older generation of " + ref.runtimeName() + " still runs");
        }
        launch(request, generations);
        return new StartOutcome.Accepted();
    }

    private @Nullable Failure refusalOf(StartRequest request) {
        if (!limited && !request.limits().equals(Limits.NONE)) {
            return new Failure(
                    ReasonCode.LIMIT_UNENFORCEABLE,
                    "Nothing in memory can be limited: " + request.limits().inWords());
        }
        if (!request.template().isEmpty()) {
            return new Failure(ReasonCode.REFUSED, "Nothing in memory has a template \"" + request.template() + "\"");
        }
        return refusal;
    }

    private void launch(StartRequest request, NavigableMap<Long, InMemoryServer> generations) {
        InMemoryServer server = new InMemoryServer(request.ref());
        server.request = request;
        server.address = addresses.apply(request);
        server.readyAt = holdStarts ? Instant.MAX : clock.instant().plus(startTakes);
        server.startedAt = clock.instant();
        server.product = product;
        server.sharers = sharers;
        server.failure = laterFailure;
        server.exitedAt = laterFailure == null ? null : clock.instant();
        generations.put(request.ref().generation(), server);
        write(request.ref(), "Started generation " + request.ref().generation());
        launches.merge(request.ref(), 1, Integer::sum);
        int now = (int) generations.values().stream()
                .filter(each -> each.runs(clock.instant()))
                .count();
        mostAtOnce.merge(request.ref().runtimeName(), now, Math::max);
    }

    void stop(ServerRef ref, Duration grace) {
        synchronized (this) {
            checkAvailable();
            NavigableMap<Long, InMemoryServer> generations = generations(ref.runtimeName());
            generations.computeIfAbsent(ref.generation(), generation -> new InMemoryServer(ref));
            Instant end = stubborn ? clock.instant().plus(grace) : clock.instant();
            generations.headMap(ref.generation(), true).values().forEach(server -> server.stop(end));
        }
        hint(ref);
    }

    synchronized Observation observe(ServerRef ref) {
        if (unavailable) {
            return new Observation.Unknown("A test made the runtime unavailable");
        }
        InMemoryServer server = generations(ref.runtimeName()).get(ref.generation());
        return server == null ? new Observation.Absent() : server.look(clock.instant());
    }

    synchronized Listing list() {
        checkAvailable();
        Map<ServerRef, Observation> found = new HashMap<>();
        servers.values()
                .forEach(generations -> generations.descendingMap().values().stream()
                        .filter(server -> !(server.look(clock.instant()) instanceof Observation.Absent))
                        .findFirst()
                        .ifPresent(server -> found.put(server.ref, server.look(clock.instant()))));
        return new Listing(found);
    }

    synchronized void forget(ServerRef ref) {
        checkAvailable();
        NavigableMap<Long, InMemoryServer> generations = generations(ref.runtimeName());
        if (generations.headMap(ref.generation(), true).values().stream()
                .anyMatch(server -> server.runs(clock.instant()))) {
            throw new IllegalStateException("It still runs, and what runs is not forgotten: " + ref);
        }
        generations.headMap(ref.generation(), true).clear();
    }

    synchronized Spawner.JobEvidence terminalJobs(ServerRef ref) {
        return unavailable ? Spawner.JobEvidence.UNKNOWN : jobs.getOrDefault(ref, Spawner.JobEvidence.NOT_OBSERVABLE);
    }

    synchronized List<String> log(ServerRef ref, int lines) {
        checkAvailable();
        List<String> all = logs.getOrDefault(ref, List.of());
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    synchronized Optional<HomeUsage> homeUsage() {
        return Optional.ofNullable(homeUsage);
    }

    synchronized List<String> problems() {
        return unavailable ? List.of("A test made the runtime unavailable: make it available.") : problems;
    }

    synchronized List<String> warnings() {
        return warnings;
    }

    Spawner.Watch watch(Consumer<ServerRef> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void checkAvailable() {
        if (unavailable) {
            throw new SpawnerUnavailableException("A test made the runtime unavailable");
        }
    }

    private NavigableMap<Long, InMemoryServer> generations(String runtimeName) {
        return servers.computeIfAbsent(runtimeName, name -> new TreeMap<>());
    }

    private InMemoryServer server(ServerRef ref) {
        InMemoryServer server = generations(ref.runtimeName()).get(ref.generation());
        if (server == null) {
            throw new IllegalStateException("No such server: " + ref);
        }
        return server;
    }

    private void change(ServerRef ref, Consumer<InMemoryServer> change) {
        synchronized (this) {
            change.accept(server(ref));
        }
        hint(ref);
    }

    private void hint(ServerRef ref) {
        listeners.forEach(listener -> listener.accept(ref));
    }
}
