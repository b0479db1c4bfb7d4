package dev.berth.proxy;

import dev.berth.proxy.http.Networks;
import dev.berth.proxy.http.PublicServer;
import dev.berth.proxy.hub.ActivityLog;
import dev.berth.proxy.hub.ActivityReporter;
import dev.berth.proxy.hub.Decisions;
import dev.berth.proxy.hub.Entries;
import dev.berth.proxy.hub.FeedFollower;
import dev.berth.proxy.hub.HubAddresses;
import dev.berth.proxy.hub.HubClient;
import dev.berth.proxy.hub.HubHealth;
import dev.berth.proxy.hub.HubRequests;
import dev.berth.proxy.hub.ProxyState;
import dev.berth.proxy.meter.ProxyMeters;
import dev.berth.proxy.peer.PeerAccounts;
import dev.berth.proxy.table.SnapshotFile;
import dev.berth.spi.spawn.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A reverse proxy that follows the hub's feed. Can be started only once. */
public final class BerthProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BerthProxy.class);
    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final long SWEEP_MILLIS = 1_000;

    private final ProxyOptions options;
    private final ProxyState state;
    private final ProxyMeters meters;
    private final JsonMapper json = JsonMapper.builder().build();
    private final ActivityLog activity = new ActivityLog();
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final List<PublicServer> servers = new CopyOnWriteArrayList<>();
    private @Nullable Vertx vertx;
    private long probing;
    private @Nullable FeedFollower follower;
    private @Nullable ActivityReporter reporter;

    /** Registers its metrics in the registry. */
    public BerthProxy(ProxyOptions options, MeterRegistry registry) {
        this(options, registry, InstantSource.system());
    }

    BerthProxy(ProxyOptions options, MeterRegistry registry, InstantSource clock) {
        this.options = options;
        this.state = new ProxyState(clock);
        this.meters = new ProxyMeters(registry, state);
    }

    /** Begins to follow the feed and binds the port; returns immediately. */
    public CompletableFuture<Integer> start() {
        Supplier<Secret> secret = options.secret();
        var _ = secret.get();
        Vertx running = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx = running;
        HubAddresses hubs = new HubAddresses(options.hubs());
        HttpClient client = Transport.client(running);
        PeerAccounts peers = new PeerAccounts();
        HubRequests requests = new HubRequests(client, peers, options.hubAccounts(), secret, json);
        HubClient hub = new HubClient(requests, hubs, secret, json);
        FeedFollower feed = new FeedFollower(hub, state, new SnapshotFile(options.snapshot(), json), options.name());
        follower = feed;
        ActivityReporter activityReporter = new ActivityReporter(hub, activity, options.name());
        reporter = activityReporter;
        var parts = new PublicServer.Parts(
                state,
                client,
                peers,
                requests,
                hubs,
                new Decisions(hub, state),
                new Entries(hub),
                activity,
                secret,
                Networks.of(options.trustedProxies()),
                json,
                options.limits().body(),
                meters);
        feed.start();
        running.setPeriodic(ActivityReporter.EVERY.toMillis(), tick -> activityReporter.report());
        HubHealth health = new HubHealth(requests, hubs);
        probing = running.setPeriodic(HubHealth.EVERY.toMillis(), tick -> health.probe());
        running.setPeriodic(SWEEP_MILLIS, tick -> state.closeEnded());
        running.setPeriodic(
                1,
                HubAddresses.LOOK_UP_EVERY.toMillis(),
                tick -> Thread.ofVirtual().name("berth-hub-names").start(hubs::lookUp));
        Thread.ofVirtual().name("berth-proxy-start").start(() -> bind(running, feed, parts));
        return ready;
    }

    /** Completes with the port when the port is bound and the tables are filled. */
    public CompletableFuture<Integer> ready() {
        return ready;
    }

    /**
     * Whether visitors should be sent to this proxy: it is listening, a snapshot or a feed is in force, and {@link #leave} was not called.
     */
    public boolean isReady() {
        return ready.isDone() && !ready.isCompletedExceptionally() && state.ready();
    }

    /** Reports on the health page that visitors should be sent elsewhere; continues to serve until {@link #stop}. */
    public void leave() {
        state.leave();
    }

    /** The number of open requests and WebSockets to users' servers. */
    public int openConnections() {
        return state.open().count();
    }

    /** Stops accepting connections, closes the open ones, writes the snapshot. */
    public void stop() {
        ready.completeExceptionally(new IllegalStateException("The proxy was stopped"));
        try {
            if (reporter != null) {
                reporter.report();
            }
            if (follower != null) {
                follower.stop();
            }
            if (vertx != null) {
                vertx.cancelTimer(probing);
                vertx.close().toCompletionStage().toCompletableFuture().get(STOPPING.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failure) {
            LOG.warn("The proxy did not stop cleanly", failure);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void bind(Vertx running, FeedFollower feed, PublicServer.Parts parts) {
        try {
            // The hub's state is newer than the snapshot on disk, so wait for it, but not for long.
            var _ = feed.awaitFirstAttempt(FIRST_ATTEMPT);
            var serverOptions = Transport.server(options);
            int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
            running.deployVerticle(
                            () -> {
                                PublicServer server = new PublicServer(serverOptions, parts);
                                servers.add(server);
                                return server;
                            },
                            new DeploymentOptions().setInstances(loops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            int port = servers.getFirst().port();
            LOG.info("Listening on {}:{}", options.host(), port);
            watchCertificate(running);
            feed.awaitKnown();
            ready.complete(port);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | RuntimeException failure) {
            ready.completeExceptionally(failure);
        }
    }

    private void watchCertificate(Vertx running) {
        ProxyOptions.Tls tls = options.tls();
        if (tls != null) {
            RenewedCertificate renewed = new RenewedCertificate(running, tls, servers.getFirst());
            running.setPeriodic(
                    RenewedCertificate.LOOK_EVERY.toMillis(),
                    tick -> Thread.ofVirtual().name("berth-certificate").start(renewed::look));
        }
    }
}
