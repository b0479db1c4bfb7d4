package dev.berth.hub.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The hub's database.
 *
 * @param url JDBC URL of an external PostgreSQL ({@code jdbc:postgresql://host:5432/berth}); if not set, the hub starts and manages one
 *     under {@code berth.home}
 * @param username the hub's role there, which only reads and writes rows
 * @param passwordFile file with that role's password
 * @param owner the role that owns the schema and runs migrations
 * @param auditRole role that owns the audit table; the owner must be able to become it (SET ROLE), the hub's role must not
 * @param poolSize maximum number of connections of one hub
 * @param idleInTransactionTimeout how long a transaction can be idle before PostgreSQL ends it, because the transaction of a frozen hub
 *     must not block other hubs forever
 * @param startTimeout how long the embedded PostgreSQL can take to start, including recovery after a crash
 */
@ConfigurationProperties(prefix = "berth.database", ignoreUnknownFields = false)
record DatabaseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable Path passwordFile,
        @DefaultValue Owner owner,

        @DefaultValue("berth_audit")
        @Pattern(
                regexp = "[a-z_][a-z0-9_]{0,62}",
                message = "Use a role name of at most 63 lower-case letters, digits and underscores")
        String auditRole,

        @DefaultValue("16") @Min(2) @Max(200) int poolSize,

        @DefaultValue("10s") @DurationMin(seconds = 1, message = "Use at least 1s")
        Duration idleInTransactionTimeout,

        @DefaultValue("2m") @DurationMin(nanos = 1, message = "Use a time above zero, such as 2m")
        Duration startTimeout) {

    /**
     * The schema's owner in an external PostgreSQL.
     *
     * @param username role that owns the schema and runs migrations
     * @param passwordFile file with that role's password
     */
    record Owner(@Nullable String username, @Nullable Path passwordFile) {}
}
