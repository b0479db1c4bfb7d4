package dev.berth.hub.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The data sources: the hub's role for everything, the owner's role only for migrations. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    BerthHome berthHome(@Value("${berth.home}") String home) {
        return BerthHome.open(home);
    }

    /** Closed after both data sources, because they depend on it. */
    @Bean(destroyMethod = "close")
    Database database(DatabaseProperties properties, BerthHome home) {
        return Database.open(properties, home);
    }

    @Bean(destroyMethod = "close")
    DatabaseWatch databaseWatch(Database database) {
        return new DatabaseWatch(database.hub()).start();
    }

    @Bean(destroyMethod = "close")
    @Primary
    HikariDataSource dataSource(Database database, DatabaseProperties properties, DatabaseWatch watch) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("berth");
        config.setJdbcUrl(database.hub().url());
        config.setUsername(database.hub().username());
        config.setPassword(database.hub().password());
        config.setMaximumPoolSize(properties.poolSize());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(WatchedPool.STEP.toMillis());
        config.setValidationTimeout(WatchedPool.STEP.toMillis());
        // Opening a connection to a distant server can take longer than that; it is ready for the next one who waits.
        config.addDataSourceProperty("loginTimeout", "10");
        config.addDataSourceProperty("ApplicationName", "berth-hub");
        // Set by a statement and not by startup options, which connection poolers reject.
        config.setConnectionInitSql("set idle_in_transaction_session_timeout = "
                + properties.idleInTransactionTimeout().toMillis());
        // A network that drops packets must not block a replica's threads forever.
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new WatchedPool(config, watch);
    }

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource ownerDataSource(Database database) {
        DatabaseLogin owner = database.owner();
        return new DriverManagerDataSource(owner.url(), owner.username(), owner.password());
    }

    @Bean
    FlywayConfigurationCustomizer migrationRoles(Database database) {
        Map<String, String> roles = Map.of("hub_role", database.hub().username(), "audit_role", database.auditRole());
        return flyway -> flyway.placeholders(roles).failOnMissingLocations(true);
    }
}
