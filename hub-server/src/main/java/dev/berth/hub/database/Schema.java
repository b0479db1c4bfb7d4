package dev.berth.hub.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.stereotype.Component;

/** The database schema, for backup and restore: its owner's connection, and its version. */
@Component
public class Schema {

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /** Connects as the owner of the schema, which can become the owner of the audit table. The caller closes the connection. */
    public Connection connect() throws SQLException {
        return database.owner().connect();
    }

    /** The version of the newest migration in this release. */
    public String newest() {
        MigrationInfo[] all = flyway(null).info().all();
        return all.length == 0 ? "0" : all[all.length - 1].getVersion().getVersion();
    }

    /** The version of the database, or empty if it does not have tables yet. */
    public Optional<String> current() {
        return Optional.ofNullable(flyway(null).info().current())
                .map(info -> info.getVersion().getVersion());
    }

    /** Migrates up to this version; a newer database is not changed. */
    public void migrateTo(String version) {
        var _ = flyway(version).migrate();
    }

    private Flyway flyway(@org.jspecify.annotations.Nullable String target) {
        DatabaseLogin owner = database.owner();
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(owner.url(), owner.username(), owner.password())
                .placeholders(Map.of("hub_role", database.hub().username(), "audit_role", database.auditRole()));
        return (target == null ? configuration : configuration.target(target)).load();
    }
}
