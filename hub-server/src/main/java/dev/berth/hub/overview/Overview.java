package dev.berth.hub.overview;

import dev.berth.hub.database.DatabaseState;
import dev.berth.hub.database.DatabaseState.Probe;
import dev.berth.hub.overview.PartHealth.Kind;
import dev.berth.hub.overview.PartHealth.Remedy.Code;
import dev.berth.hub.overview.PartHealth.State;
import dev.berth.hub.replica.HubDirectory;
import dev.berth.hub.replica.HubDirectory.HubView;
import dev.berth.hub.replica.HubDirectory.LeaseView;
import dev.berth.hub.routing.ProxyDirectory;
import dev.berth.hub.routing.ProxyStatus;
import dev.berth.hub.server.SpawnerWatch;
import dev.berth.spi.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Checks every component now. If the database does not respond, that is reported, and information that only the database has is omitted.
 */
@Component
public class Overview {

    /** Decisions and pages wait for one to three queries each; from this latency on, people notice. */
    private static final Duration SLOW = Duration.ofMillis(100);

    /** Changes that a proxy has not applied although it keeps requesting them: it is too slow. */
    private static final long FAR_BEHIND = 1_000;

    private final HubDirectory hubs;
    private final ProxyDirectory proxies;
    private final DatabaseState database;
    private final SpawnerWatch spawner;
    private final InstantSource clock;

    Overview(
            HubDirectory hubs,
            ProxyDirectory proxies,
            DatabaseState database,
            SpawnerWatch spawner,
            InstantSource clock) {
        this.hubs = hubs;
        this.proxies = proxies;
        this.database = database;
        this.spawner = spawner;
        this.clock = clock;
    }

    /** Checks now; takes as long as the slowest component, which is limited by its own timeout. */
    public HubHealth look() {
        List<PartHealth> parts = new ArrayList<>();
        Probe seen = database.probe();
        parts.add(database(seen));
        boolean alone = true;
        if (seen instanceof Probe.Answered) {
            List<HubView> known = hubs.hubs();
            alone = known.stream().filter(HubView::up).count() < 2;
            List<LeaseView> leases = hubs.leases();
            known.forEach(hub -> parts.add(hub(hub, leases)));
            parts.addAll(proxies());
        }
        parts.add(spawner(alone));
        return new HubHealth(clock.instant(), parts);
    }

    static PartHealth database(Probe seen) {
        return switch (seen) {
            case Probe.Silent(String problem) ->
                PartHealth.ok(Kind.DATABASE, "postgresql", Map.of("problem", problem))
                        .but(State.DOWN, Code.DATABASE_SILENT, Texts.of("health.database-silent"));
            case Probe.Answered it -> {
                Map<String, String> facts = new LinkedHashMap<>();
                facts.put("version", it.version());
                facts.put("latency_ms", Long.toString(it.latency().toMillis()));
                facts.put("bytes", Long.toString(it.bytes()));
                facts.put("connections", Integer.toString(it.connections()));
                facts.put("embedded", Boolean.toString(it.embedded()));
                PartHealth part = PartHealth.ok(Kind.DATABASE, "postgresql", facts);
                yield it.latency().compareTo(SLOW) < 0
                        ? part
                        : part.but(
                                State.WARNING,
                                Code.DATABASE_SLOW,
                                Texts.of("health.database-slow", it.latency().toMillis()));
            }
        };
    }

    private static PartHealth hub(HubView hub, List<LeaseView> leases) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("heartbeat", hub.heartbeat().toString());
        facts.put("here", Boolean.toString(hub.here()));
        leases.stream()
                .filter(lease -> lease.held() && lease.owner().equals(hub.id()))
                .forEach(lease ->
                        facts.put("lease " + lease.name(), lease.until().toString()));
        PartHealth part = PartHealth.ok(Kind.HUB, hub.id(), facts);
        return hub.up() ? part : part.but(State.WARNING, Code.HUB_GONE, Texts.of("health.hub-gone"));
    }

    private List<PartHealth> proxies() {
        long newest = proxies.newest();
        List<ProxyStatus> known = proxies.all();
        List<PartHealth> parts = new ArrayList<>(
                known.stream().map(proxy -> proxy(proxy, newest)).toList());
        if (known.stream().noneMatch(ProxyStatus::connected)) {
            parts.add(PartHealth.ok(Kind.PROXY, "any", Map.of())
                    .but(State.DOWN, Code.NO_PROXY, Texts.of("health.no-proxy")));
        }
        return parts;
    }

    static PartHealth proxy(ProxyStatus proxy, long newest) {
        long lag = Math.max(0, newest - proxy.applied());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seen_at", proxy.seenAt().toInstant().toString());
        facts.put("acknowledged", Long.toString(proxy.applied()));
        facts.put("newest", Long.toString(newest));
        facts.put("lag", Long.toString(lag));
        PartHealth part = PartHealth.ok(Kind.PROXY, proxy.name(), facts);
        if (!proxy.connected()) {
            return part.but(
                    State.WARNING,
                    Code.PROXY_GONE,
                    Texts.of("health.proxy-gone", proxy.seenAt().toInstant()));
        }
        return lag <= FAR_BEHIND
                ? part
                : part.but(State.WARNING, Code.PROXY_BEHIND, Texts.of("health.proxy-behind", lag));
    }

    private PartHealth spawner(boolean alone) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("domain", spawner.domain());
        spawner.lastLook().ifPresent(look -> {
            facts.put("listed_at", look.at().toString());
            facts.put("listing_age_seconds", Long.toString(age(look.at()).toSeconds()));
            facts.put("servers", Integer.toString(look.servers()));
        });
        PartHealth part = PartHealth.ok(Kind.SPAWNER, spawner.domain(), facts);
        // A runtime that cannot be asked is more informative than the consequences.
        PartHealth listed =
                spawner.lastLook().map(look -> listing(part, look, alone)).orElse(part);
        List<String> problems = spawner.problems();
        return problems.isEmpty() || listed.state() == State.DOWN
                ? listed
                : part.but(
                        State.DOWN,
                        Code.SPAWNER_PROBLEM,
                        Texts.of("health.spawner-problem", String.join(" ", problems)));
    }

    private PartHealth listing(PartHealth part, SpawnerWatch.Attempt look, boolean alone) {
        if (look.problem() != null) {
            return part.but(State.DOWN, Code.LISTING_FAILED, Texts.of("health.listing-failed", look.problem()));
        }
        // Another hub may have taken over the sweep; then this hub's last listing only becomes older.
        return alone && age(look.at()).compareTo(spawner.interval().multipliedBy(5)) > 0
                ? part.but(
                        State.WARNING,
                        Code.LISTING_OLD,
                        Texts.of(
                                "health.listing-old",
                                age(look.at()).toSeconds(),
                                spawner.interval().toSeconds()))
                : part;
    }

    private Duration age(Instant at) {
        return Duration.between(at, clock.instant());
    }
}
