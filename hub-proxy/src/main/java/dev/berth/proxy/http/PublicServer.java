package dev.berth.proxy.http;

import dev.berth.proxy.hub.ActivityLog;
import dev.berth.proxy.hub.Decisions;
import dev.berth.proxy.hub.Entries;
import dev.berth.proxy.hub.HubAddresses;
import dev.berth.proxy.hub.HubRequests;
import dev.berth.proxy.hub.ProxyState;
import dev.berth.proxy.meter.ProxyMeters;
import dev.berth.proxy.meter.Timing;
import dev.berth.proxy.peer.PeerAccounts;
import dev.berth.spi.spawn.Secret;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One event loop's share of the public port, on which several listen. */
public final class PublicServer extends VerticleBase {

    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final HttpServerOptions options;
    private final PublicHandler handler;
    private final ProxyMeters meters;
    private final InstantSource clock;
    private @Nullable HttpServer server;

    /** The parts that handle requests. */
    public record Parts(
            ProxyState state,
            HttpClient client,
            PeerAccounts peers,
            HubRequests requests,
            HubAddresses hubs,
            Decisions decisions,
            Entries entries,
            ActivityLog activity,
            Supplier<Secret> secret,
            Networks trustedProxies,
            JsonMapper json,
            long maxBody,
            ProxyMeters meters) {}

    public PublicServer(HttpServerOptions options, Parts parts) {
        this.options = options;
        Answers answers = new Answers(parts.json);
        var state = parts.state;
        this.clock = state.clock();
        var forwarder = new ServerForwarder(
                parts.client, new ServerAccounts(parts.peers), parts.activity, answers, parts.meters);
        this.handler = new PublicHandler(
                state,
                new TrustedPeers(parts.trustedProxies),
                new ServerHandler(
                        state.open(), new ServerGate(state, parts.decisions, parts.meters), forwarder, answers),
                new HubForwarder(parts.requests, parts.hubs, parts.secret, answers),
                new UserHosts(parts.entries, answers, state.clock()),
                answers,
                parts.maxBody);
        this.meters = parts.meters;
    }

    @Override
    public Future<?> start() {
        IdleConnections idle = new IdleConnections(clock);
        vertx.setPeriodic(SWEEP.toMillis(), tick -> idle.sweep());
        server = vertx.createHttpServer(options);
        return server.connectionHandler(idle::opened)
                .requestHandler(request -> {
                    Timing timing = meters.begin(request);
                    idle.asked(request, timing::ended);
                    handler.handle(request, timing);
                })
                .listen();
    }

    @Override
    public Future<?> stop() {
        HttpServer running = server;
        return running == null ? Future.succeededFuture() : running.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Uses this certificate for new connections, for all servers that share the port; fails without a change if it cannot be used. */
    public Future<Boolean> renew(KeyCertOptions keys) {
        HttpServer running = server;
        // Forced, because the files have the same names as before.
        return running == null
                ? Future.failedFuture("not started")
                : running.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(keys), true);
    }

    /** The port in use, once started. */
    public int port() {
        HttpServer running = server;
        return running == null ? -1 : running.actualPort();
    }
}
