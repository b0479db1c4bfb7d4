package dev.berth.hub.monitor;

import dev.berth.hub.database.DatabaseWatch;
import dev.berth.hub.monitor.Part.Status;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The dependencies that this hub needs to serve requests, and their state. */
@Component
class Readiness {

    /** A server that does not exist: every spawner can report that immediately. */
    private static final ServerRef NOBODYS = new ServerRef("berth-health", 1);

    private final Leaving leaving;
    private final JdbcClient jdbc;
    private final DatabaseWatch watch;
    private final Spawner spawner;
    private final CachedProbe database;
    private final CachedProbe runtime;

    Readiness(Leaving leaving, JdbcClient jdbc, DatabaseWatch watch, Spawner spawner) {
        this.leaving = leaving;
        this.jdbc = jdbc;
        this.watch = watch;
        this.spawner = spawner;
        this.database = new CachedProbe(
                this::askDatabase,
                why -> new Part(Status.DOWN, "The database does not respond: " + why),
                Duration.ofSeconds(1));
        this.runtime = new CachedProbe(this::askSpawner, Readiness::degraded, Duration.ofSeconds(10));
    }

    Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("hub", leaving.begun() ? new Part(Status.DOWN, "Shutting down") : Part.up("Running"));
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
        Optional<String> problem = watch.problem();
        if (problem.isPresent()) {
            return new Part(Status.DOWN, "The database does not respond: " + problem.get());
        }
        var _ = jdbc.sql("select 1").query(Integer.class).single();
        return Part.up("Responds");
    }

    /** Running servers and sign-in do not depend on it, so requests need not be sent elsewhere. */
    private Part askSpawner() {
        return switch (spawner.observe(NOBODYS)) {
            case Observation.Unknown(String why) -> degraded(why);
            case Observation other -> Part.up("Responds");
        };
    }

    private static Part degraded(String why) {
        return new Part(Status.DEGRADED, "The spawner does not respond, so servers cannot start or stop: " + why);
    }
}
