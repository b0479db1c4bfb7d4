package dev.berth.kit;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts local processes of the account under which the kit runs. One kit, one spawner: what it knows ends with it. */
final class KitSpawner implements Spawner, AutoCloseable {

    private static final String DOMAIN = "kit";

    /** The variable from which a server learns the query of the request that started it. */
    private static final String QUERY = "HANDLER_ARGS";

    private final KitProperties properties;
    private final Map<String, KitServer> servers = new HashMap<>();
    /** The newest generation of each server that was stopped: it and older ones must not start. */
    private final Map<String, Long> stopped = new HashMap<>();

    private final Map<ServerKey, ServerOrders> orders = new HashMap<>();
    /** The query of the last request that started a server. */
    private final Map<ServerKey, String> queries = new HashMap<>();

    private final Map<ServerKey, String> runtimeNames = new HashMap<>();
    private final SpawnerListeners listeners = new SpawnerListeners();
    private SpawnerMode mode = SpawnerMode.NORMAL;

    KitSpawner(KitProperties properties) {
        this.properties = properties;
    }

    /** Which server of whom, under the names that they have. */
    record ServerKey(String user, String server) {}

    /** From the next start on. */
    synchronized void behave(SpawnerMode wanted) {
        mode = wanted;
    }

    /** Changes what a test wants of one server. Releasing a held start takes effect at once. */
    synchronized void order(ServerKey key, UnaryOperator<ServerOrders> change) {
        orders.compute(key, (_, former) -> change.apply(former == null ? ServerOrders.NONE : former));
        servers.values().forEach(KitServer::lookAgain);
    }

    /** A start was requested with this query. */
    synchronized void asked(ServerKey key, String query) {
        queries.put(key, query);
    }

    /** Forgets what tests want. */
    synchronized void reset() {
        queries.clear();
        mode = SpawnerMode.NORMAL;
        orders.clear();
    }

    private synchronized ServerOrders orders(ServerKey key) {
        return orders.getOrDefault(key, ServerOrders.NONE);
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
        if (known != null && known.generation() == ref.generation()) {
            return new StartOutcome.Accepted();
        }
        if (mode == SpawnerMode.BAD) {
            return new StartOutcome.Refused(new Failure(ReasonCode.REFUSED, SpawnerMode.FAILURE));
        }
        servers.put(ref.runtimeName(), begin(request));
        return new StartOutcome.Accepted();
    }

    private KitServer begin(StartRequest request) {
        ServerKey key = new ServerKey(request.owner().name(), request.serverName());
        runtimeNames.put(key, request.ref().runtimeName());
        ServerOrders wanted = orders(key);
        List<String> usual = mode == SpawnerMode.FULL ? properties.singleUserCommand() : properties.command();
        KitProcess process = mode == SpawnerMode.NEVER || mode == SpawnerMode.SLOW_BAD
                ? KitProcess.NONE
                : KitProcess.start(
                        request,
                        wanted.command() == null ? usual : wanted.command(),
                        wanted.with(QUERY, queries.getOrDefault(key, "")));
        return new KitServer(
                request,
                mode,
                process,
                wanted.delay(),
                () -> orders(key).held(),
                () -> listeners.changed(request.ref()));
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
        return properties.command().isEmpty()
                ? List.of("The command of servers is not set. Set kit.command")
                : List.of();
    }

    /** The process of a server that has not been asked to stop. */
    synchronized Optional<Long> pid(String user, String server) {
        KitServer known = servers.get(runtimeNames.get(new ServerKey(user, server)));
        return known == null || known.isStopping() ? Optional.empty() : known.pid();
    }

    /** The processes of servers. */
    synchronized List<Long> running() {
        return servers.values().stream()
                .flatMap(server -> server.pid().stream())
                .toList();
    }

    /** Ends all servers that were asked to stop, without waiting for the rest of their grace. */
    synchronized void killAll() {
        servers.values().forEach(KitServer::hurry);
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(KitServer::kill);
    }
}
