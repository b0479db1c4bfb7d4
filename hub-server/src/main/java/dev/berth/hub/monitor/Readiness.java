package dev.berth.hub.monitor;

import dev.berth.hub.monitor.Part.Status;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this hub needs to serve, and whether it is there. */
@Component
class Readiness {

    /** A server that is nobody's: every spawner can say at once that it is not there. */
    private static final ServerRef NOBODYS = new ServerRef("berth-health", 1);

    private final Leaving leaving;
    private final JdbcClient jdbc;
    private final Spawner spawner;
    private final CachedProbe database;
    private final CachedProbe runtime;

    Readiness(Leaving leaving, JdbcClient jdbc, Spawner spawner) {
        this.leaving = leaving;
        this.jdbc = jdbc;
        this.spawner = spawner;
        this.database = new CachedProbe(
                this::askDatabase,
                why -> new Part(Status.DOWN, "The database does not answer: " + why),
                Duration.ofSeconds(1));
        this.runtime = new CachedProbe(this::askSpawner, Readiness::degraded, Duration.ofSeconds(10));
    }

    Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put(
                "hub", leaving.begun() ? new Part(Status.DOWN, "It was told to stop") : Part.up("It is there to stay"));
        parts.put("database", database.now());
        parts.put("spawner", runtime.now());
        return parts;
    }

    static boolean databaseAnswers(Map<String, Part> parts) {
        Part part = parts.get("database");
        return part != null && part.status() == Status.UP;
    }

    static Status worst(Map<String, Part> parts) {
        return parts.values().stream().map(Part::status).max(Status::compareTo).orElse(Status.DOWN);
    }

    private Part askDatabase() {
        var _ = jdbc.sql("select 1").query(Integer.class).single();
        return Part.up("It answers");
    }

    /** Servers that run go on without it, and so does signing in: no reason to send requests elsewhere. */
    private Part askSpawner() {
        return switch (spawner.observe(NOBODYS)) {
            case Observation.Unknown(String why) -> degraded(why);
            case Observation other -> Part.up("It answers");
        };
    }

    private static Part degraded(String why) {
        return new Part(Status.DEGRADED, "The spawner does not answer, no server starts or stops: " + why);
    }
}
