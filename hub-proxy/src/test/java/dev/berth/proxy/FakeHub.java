package dev.berth.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.spi.route.ActivityReport;
import dev.berth.spi.route.ActivityReport.Used;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Proof;
import dev.berth.spi.route.ProofRequest;
import dev.berth.spi.route.ProxySettings;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongFunction;
import tools.jackson.databind.json.JsonMapper;

/** A hub that a test controls, with the real protocol over a real socket. Its pages echo the request. */
final class FakeHub implements AutoCloseable {

    static final String SECRET = "between-hub-and-proxy";
    static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Used> used = new ConcurrentHashMap<>();
    private int port;
    private HttpServer server;
    private boolean frozen;
    private boolean asleep;

    volatile String feed = "feed-1";
    volatile ProxySettings settings = TestSettings.plain();
    volatile long acknowledged = -2;
    volatile Function<DecisionRequest, Decision> decide = question -> new Decision(false, 0);
    volatile Function<EntryRequest, Entry> enter = request -> null;
    volatile Function<ProofRequest, Proof> prove = this::proof;
    /** As a hub of this release does; one of the release before sends only when grants and withdrawals end. */
    volatile boolean sendsWhatIsLeft;

    volatile boolean refuseActivity;
    /** It answers proxies with 503 and a message, as a hub whose database is away. */
    volatile boolean withoutDatabase;
    /** Whether its responses announce that it is shutting down. */
    volatile boolean leaving;
    /** Changes before this number are sent only as a snapshot. */
    volatile long forgotten = -1;

    final AtomicInteger decisions = new AtomicInteger();
    final AtomicInteger pages = new AtomicInteger();
    final CountDownLatch nextEvent = new CountDownLatch(1);
    final AtomicInteger refusals = new AtomicInteger();
    final AtomicInteger snapshots = new AtomicInteger();
    final List<FeedRequest> requests = new CopyOnWriteArrayList<>();

    FakeHub() {
        up();
    }

    /** Starts (again) on the same port. */
    void up() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        port = server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new FakePages(this)::page);
        // Any answer is a sign of life.
        server.createContext(HubPaths.ALIVE, exchange -> {
            try (exchange) {
                awake();
                exchange.sendResponseHeaders(404, -1);
            }
        });
        server.createContext(HubPaths.PROVE, exchange -> {
            try (exchange) {
                awake();
                answer(exchange, prove.apply(json.readValue(exchange.getRequestBody(), ProofRequest.class)));
            }
        });
        server.createContext(HubPaths.FEED, exchange -> internal(exchange, FeedRequest.class, this::feed));
        server.createContext(HubPaths.DECIDE, exchange -> internal(exchange, DecisionRequest.class, this::decide));
        server.createContext(HubPaths.ENTER, exchange -> internal(exchange, EntryRequest.class, enter::apply));
        server.createContext(HubPaths.ACTIVITY, exchange -> internal(exchange, ActivityReport.class, this::activity));
        server.start();
    }

    void down() {
        server.stop(0);
    }

    @Override
    public void close() {
        down();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized long put(Route route) {
        return add(seq -> new Change.PutRoute(seq, route));
    }

    synchronized long grant(String credential, String path) {
        return grant(credential, path, LATER);
    }

    synchronized long grant(String credential, String path, Instant until) {
        return grant(new Grant(sha256(credential), path, until));
    }

    synchronized long grant(Grant grant) {
        return add(seq -> new Change.AddGrant(seq, grant));
    }

    synchronized long withdraw(String credential) {
        return withdraw(new Withdrawal(sha256(credential), LATER));
    }

    synchronized long withdraw(Withdrawal withdrawal) {
        return add(seq -> new Change.Withdraw(seq, withdrawal));
    }

    synchronized long revoke(String path, String credential) {
        return add(seq -> new Change.Revoke(seq, path, credential == null ? null : sha256(credential)));
    }

    synchronized long remove(String path) {
        return add(seq -> new Change.RemoveRoute(seq, path));
    }

    /** Accumulates changes without sending them, until {@link #thaw}. */
    synchronized void freeze() {
        frozen = true;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    /** As a process that was stopped by a signal: connections stand, and nothing is answered until {@link #wakeUp}. */
    synchronized void fallAsleep() {
        asleep = true;
        notifyAll();
    }

    synchronized void wakeUp() {
        asleep = false;
        notifyAll();
    }

    synchronized void awake() {
        while (asleep) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    synchronized long last() {
        return changes.size();
    }

    Used used(String path) {
        return used.get(path);
    }

    void forgetUses() {
        used.clear();
    }

    static String sha256(String value) {
        return TestSettings.sha256(value);
    }

    private long add(LongFunction<Change> change) {
        long seq = changes.size() + 1;
        changes.add(change.apply(seq));
        notifyAll();
        return seq;
    }

    private synchronized FeedPage feed(FeedRequest request) {
        requests.add(request);
        acknowledged = request.applied();
        boolean snapshot = request.applied() < 0 || !feed.equals(request.feed()) || request.applied() < forgotten;
        long deadline =
                System.nanoTime() + Duration.ofMillis(request.waitMillis()).toNanos();
        while (!snapshot && (frozen || request.applied() >= changes.size()) && System.nanoTime() < deadline) {
            try {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        if (snapshot) {
            snapshots.incrementAndGet();
            return new FeedPage(feed, changes.size(), settings, snapshot(), List.of());
        }
        List<ChangeBody> next = frozen
                ? List.of()
                : changes.subList((int) request.applied(), changes.size()).stream()
                        .map(ChangeBody::of)
                        .toList();
        return new FeedPage(feed, request.applied() + next.size(), settings, null, next);
    }

    private Snapshot snapshot() {
        var tables = new dev.berth.proxy.table.RoutingTables();
        changes.forEach(tables::apply);
        return sendsWhatIsLeft ? tables.copy().sent(Instant.now()) : tables.copy();
    }

    private Decision decide(DecisionRequest question) {
        decisions.incrementAndGet();
        return decide.apply(question);
    }

    private Object activity(ActivityReport report) {
        if (!refuseActivity) {
            report.routes().forEach(each -> used.put(each.path(), each));
        }
        if (refuseActivity) {
            refusals.incrementAndGet();
            return null;
        }
        return Map.of();
    }

    private <T> void internal(HttpExchange exchange, Class<T> type, Function<T, Object> answer) throws IOException {
        try (exchange) {
            awake();
            if (withoutDatabase) {
                refusals.incrementAndGet();
                byte[] message = "{\"status\":503,\"message\":\"no database\"}".getBytes(UTF_8);
                exchange.sendResponseHeaders(503, message.length);
                exchange.getResponseBody().write(message);
            } else if (("token " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                Object body = answer.apply(json.readValue(exchange.getRequestBody(), type));
                awake();
                answer(exchange, body);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    private void answer(HttpExchange exchange, Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** As a hub does it: only for its own address. */
    Proof proof(ProofRequest question) {
        return question.port() == port ? Proof.of(question, List.of(SECRET)) : null;
    }
}
