package dev.berth.hub.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the hub's database is.
 *
 * @param url JDBC URL of a PostgreSQL of your own ({@code jdbc:postgresql://host:5432/berth}); without it the hub starts and looks after
 *     one under {@code berth.home}
 * @param username role of the hub there: reads and writes rows, nothing else
 * @param passwordFile file with that role's password
 * @param owner the role that owns the schema and runs migrations
 * @param auditRole role that owns the audit table; the owner must be able to become it (SET ROLE), the hub's role must not
 * @param poolSize most connections that one hub holds
 * @param idleInTransactionTimeout how long a transaction may lie idle before PostgreSQL ends it: one of a hub that was frozen in the midst
 *     of it must not hold for ever what other hubs wait for
 * @param startTimeout how long an embedded PostgreSQL may take to start, recovery after a crash included
 */
@ConfigurationProperties(prefix = "berth.database", ignoreUnknownFields = false)
record DatabaseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable Path passwordFile,
        @DefaultValue Owner owner,
        @DefaultValue("berth_audit") String auditRole,
        @DefaultValue("16") int poolSize,
        @DefaultValue("10s") Duration idleInTransactionTimeout,
        @DefaultValue("2m") Duration startTimeout) {

    /**
     * The schema's owner in a PostgreSQL of your own.
     *
     * @param username role that owns the schema and runs migrations
     * @param passwordFile file with that role's password
     */
    record Owner(@Nullable String username, @Nullable Path passwordFile) {}

    DatabaseProperties {
        if (poolSize < 2 || poolSize > 200) {
            throw new IllegalArgumentException(
                    "berth.database.pool-size is " + poolSize + "; it must lie between 2 and 200");
        }
        if (idleInTransactionTimeout.toMillis() < 1_000) {
            throw new IllegalArgumentException("berth.database.idle-in-transaction-timeout is "
                    + idleInTransactionTimeout + "; it must be at least 1s");
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "berth.database.start-timeout is " + startTimeout + "; it must be positive");
        }
        if (!auditRole.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "berth.database.audit-role is \"" + auditRole + "\"; it must be a plain lower-case role name");
        }
    }
}
