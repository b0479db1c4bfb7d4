package dev.berth.hub.activity;

import dev.berth.hub.activity.CullingMeters.Decision;
import dev.berth.hub.activity.Evidence.Kernel;
import dev.berth.hub.activity.Evidence.Terminal;
import dev.berth.hub.server.ServerRequests;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stops servers that are idle or have reached their maximum lifetime. Two hubs may check the same server at the same time: a check changes
 * nothing, and only one of two decisions is recorded.
 */
@Component
class Culler {

    private static final Logger log = LoggerFactory.getLogger(Culler.class);

    private static final int PAGE = 500;

    private final CullingRepository servers;
    private final ServerRequests requests;
    private final Spawner spawner;
    private final JupyterProbe probe;
    private final JsonMapper json;
    private final CullingProperties properties;
    private final CullingMeters meters;

    Culler(
            CullingRepository servers,
            ServerRequests requests,
            Spawner spawner,
            JupyterProbe probe,
            JsonMapper json,
            CullingProperties properties,
            CullingMeters meters) {
        this.servers = servers;
        this.requests = requests;
        this.spawner = spawner;
        this.probe = probe;
        this.json = json;
        this.properties = properties;
        this.meters = meters;
    }

    /** One round over all candidates, several at a time: a server that does not respond must not delay the others. */
    void run() throws InterruptedException {
        var threads = Thread.ofVirtual().name("culler-", 0).factory();
        try (ExecutorService workers = Executors.newFixedThreadPool(properties.concurrency(), threads)) {
            List<Candidate> page = servers.stopCandidates(0, PAGE);
            while (!page.isEmpty()) {
                List<Callable<Void>> checks = page.stream().map(this::checking).toList();
                var _ = workers.invokeAll(checks);
                page = servers.stopCandidates(page.getLast().serverId(), PAGE);
            }
        }
    }

    private Callable<Void> checking(Candidate server) {
        return () -> {
            try {
                meters.decided(check(server));
            } catch (IOException failure) {
                meters.decided(Decision.UNKNOWN);
                log.info(
                        "Server {} is not stopped, because its activity could not be determined: {}",
                        server.ref(),
                        failure.getMessage());
            } catch (RuntimeException failure) {
                // The outer edge of the loop: the other candidates are still checked.
                meters.decided(Decision.UNKNOWN);
                log.warn("Server {} is not stopped, because the activity check failed", server.ref(), failure);
            }
            return null;
        };
    }

    private Decision check(Candidate server) throws IOException, InterruptedException {
        Instant now = servers.now();
        Duration maxAge = server.spec().maxAge();
        if (maxAge.isPositive() && server.readyAt().isBefore(now.minus(maxAge))) {
            return tooOld(server, now);
        }
        if (!isWhereItWas(server)) {
            return Decision.UNKNOWN;
        }
        Evidence evidence = gather(server, now);
        Optional<String> use = Idleness.use(evidence, server.spec().idleTimeout());
        if (use.isPresent()) {
            log.debug("Server {} is in use: {}", server.ref(), use.get());
            servers.looked(server, use.get(), json.writeValueAsString(evidence));
            return Decision.IN_USE;
        }
        return stopIdle(server, evidence);
    }

    /** The token is sent only to a process that the spawner has just identified as this server. */
    private boolean isWhereItWas(Candidate server) {
        return spawner.observe(server.ref()) instanceof Observation.Ready ready
                && ready.address().equals(server.address());
    }

    private Evidence gather(Candidate server, Instant now) throws IOException, InterruptedException {
        List<Kernel> kernels = server.spec().jupyter() ? probe.kernels(server, now) : List.of();
        List<Terminal> terminals = server.spec().jupyter() ? probe.terminals(server, now) : List.of();
        Instant idleSince = Idleness.idleSince(server.lastUse(), kernels, terminals);
        return new Evidence(
                now,
                server.lastUse(),
                server.lastEndpoint(),
                idleSince,
                kernels,
                terminals,
                spawner.terminalJobs(server.ref()));
    }

    private Decision stopIdle(Candidate server, Evidence evidence) {
        Failure why = Failure.of(
                ReasonCode.IDLE,
                "server.idle",
                evidence.idleSince().truncatedTo(ChronoUnit.SECONDS),
                inWords(server.spec().idleTimeout()));
        var result = requests.cull(
                server.serverId(),
                server.ref().generation(),
                why,
                json.writeValueAsString(evidence),
                () -> servers.notUsedSince(server.serverId(), server.lastUse()));
        log.info("Server {} has been idle since {}: {}", server.ref(), evidence.idleSince(), result);
        return Decision.IDLE;
    }

    private Decision tooOld(Candidate server, Instant now) {
        Failure why = Failure.of(
                ReasonCode.TOO_OLD,
                "server.too-old",
                server.readyAt(),
                inWords(server.spec().maxAge()));
        String evidence = json.writeValueAsString(Map.of("checkedAt", now, "readyAt", server.readyAt()));
        var result = requests.cull(server.serverId(), server.ref().generation(), why, evidence, () -> true);
        log.info("Server {} is older than {}: {}", server.ref(), server.spec().maxAge(), result);
        return Decision.TOO_OLD;
    }

    /** As people say it: 2 h 30 min, 45 s. */
    private static String inWords(Duration time) {
        StringJoiner key = new StringJoiner("-", "part.time.", "").setEmptyValue("part.time.seconds");
        List<Long> amounts = new ArrayList<>();
        part(key, amounts, "hours", time.toHours());
        part(key, amounts, "minutes", time.toMinutesPart());
        part(key, amounts, "seconds", time.toSecondsPart());
        return Texts.of(key.toString(), amounts.isEmpty() ? new Object[] {0} : amounts.toArray());
    }

    private static void part(StringJoiner key, List<Long> amounts, String unit, long amount) {
        if (amount > 0) {
            key.add(unit);
            amounts.add(amount);
        }
    }
}
