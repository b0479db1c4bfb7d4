package dev.berth.hub.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real PostgreSQL for tests, started by the hub's own launcher once per JVM. Each call of {@link #fresh} returns a separate database,
 * copied from a migrated one.
 */
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String TEMPLATE = "berth_template";

    private final String name;
    private HikariDataSource dataSource;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** A migrated database without any content. */
    public static TestDatabase fresh() {
        TestDatabase database = new TestDatabase("test_" + COUNT.incrementAndGet());
        try (Connection connection = Shared.POSTGRES.superuser().connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE " + database.name + " TEMPLATE " + TEMPLATE + " OWNER " + DatabaseRoles.OWNER);
            statement.execute("REVOKE ALL ON DATABASE " + database.name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + database.name + " TO " + DatabaseRoles.HUB);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return database;
    }

    /** Sets {@code berth.home} and {@code berth.database.*} for a Spring test. */
    public void register(DynamicPropertyRegistry registry) {
        properties().forEach((key, value) -> registry.add(key, () -> value));
    }

    /** The keys with which a hub uses this database; without an embedded proxy, whose port only one hub could have. */
    public Map<String, String> properties() {
        Path keys = Shared.HOME.folder("keys");
        return Map.of(
                "berth.home",
                Shared.HOME.root().resolve("home-of-" + name).toString(),
                "berth.proxy.embedded",
                "false",
                "berth.spawner.type",
                "memory",
                "berth.database.url",
                hub().url(),
                "berth.database.pool-size",
                "6",
                "berth.database.username",
                DatabaseRoles.HUB,
                "berth.database.password-file",
                keys.resolve("postgres-hub.password").toString(),
                "berth.database.owner.username",
                DatabaseRoles.OWNER,
                "berth.database.owner.password-file",
                keys.resolve("postgres-owner.password").toString());
    }

    /** Connections of the hub's role. */
    public synchronized DataSource dataSource() {
        if (dataSource == null) {
            dataSource = new HikariDataSource();
            dataSource.setJdbcUrl(hub().url());
            dataSource.setUsername(hub().username());
            dataSource.setPassword(hub().password());
            dataSource.setMaximumPoolSize(8);
            dataSource.setMinimumIdle(0);
        }
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
    }

    /** Executes one statement as the owner of the schema, for what the hub's own role is not allowed to do. */
    public void asOwner(String sql) {
        try (Connection connection = owner().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    DatabaseLogin hub() {
        return Shared.POSTGRES.hub(name);
    }

    DatabaseLogin owner() {
        return Shared.POSTGRES.owner(name);
    }

    private static final class Shared {

        static final BerthHome HOME = home();
        static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.open(HOME, Duration.ofMinutes(1));

        static {
            migrateTemplate();
            Runtime.getRuntime().addShutdownHook(new Thread(Shared::end));
        }

        private static void migrateTemplate() {
            try (Connection connection = POSTGRES.superuser().connect()) {
                DatabaseRoles.database(POSTGRES.superuser(), connection, TEMPLATE);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            DatabaseLogin owner = POSTGRES.owner(TEMPLATE);
            Flyway.configure()
                    .dataSource(owner.url(), owner.username(), owner.password())
                    .placeholders(Map.of("hub_role", DatabaseRoles.HUB, "audit_role", DatabaseRoles.AUDIT))
                    .load()
                    .migrate();
        }

        private static BerthHome home() {
            try {
                return BerthHome.open(Files.createTempDirectory("berth-test-").toString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void end() {
            POSTGRES.close();
            try {
                PostgresBinaries.delete(HOME.root());
            } catch (IOException leftBehind) {
                System.err.println("Left behind: " + HOME.root() + ": " + leftBehind);
            }
        }
    }
}
