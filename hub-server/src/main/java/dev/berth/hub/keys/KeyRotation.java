package dev.berth.hub.keys;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.Schema;
import dev.berth.hub.database.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replaces the keys while hubs and proxies run: the new keys are used, and for a while the old ones are accepted as well. Called by the
 * operator of the machine.
 */
@Component
public class KeyRotation {

    /** The delay before a new version signs: longer than the interval at which every replica rereads its keys. */
    private static final Duration NOTICE = Duration.ofSeconds(30);

    private final Schema schema;
    private final ProxySecret proxySecret;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    KeyRotation(
            Schema schema,
            ProxySecret proxySecret,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.schema = schema;
        this.proxySecret = proxySecret;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The result of a rotation.
     *
     * @param until the time until which the old keys are accepted
     * @param given the file of the proxy secret, if it was not replaced because it is not managed by the hub; null if it was replaced
     */
    public record Rotated(Instant until, @Nullable Path given) {}

    /**
     * Rotates all keys that the hub manages.
     *
     * @param overlap how long the old keys are accepted
     * @param operator the account that requested it, for the audit log
     */
    public Rotated rotate(Duration overlap, String operator) throws IOException, SQLException {
        Instant until = clock.instant().plus(overlap);
        List<String> rotated = new ArrayList<>(hubKeys(overlap));
        boolean given = proxySecret.given();
        if (!given) {
            proxySecret(until);
            rotated.add("proxy secret");
        }
        Map<String, String> detail =
                Map.of("keys", String.join(", ", rotated), "until", until.toString(), "operator", operator);
        transaction.executeWithoutResult(status -> audit.record(
                new AuditEvent(AuditAction.KEYS_ROTATED, Actor.policy("operator"), AuditEvent.Target.hub(), detail)));
        return new Rotated(until, given ? proxySecret.file() : null);
    }

    /** Runs as the schema owner, because the hub's own role can neither change nor delete keys. */
    private List<String> hubKeys(Duration overlap) throws SQLException {
        List<String> names;
        try (Connection connection = schema.connect()) {
            connection.setAutoCommit(false);
            try (var lock = connection.createStatement();
                    PreparedStatement retire = connection.prepareStatement(
                            "update keys set valid_until = now() + ? * interval '1 second' where valid_until is null and name = ?");
                    PreparedStatement forget =
                            connection.prepareStatement("delete from keys where valid_until < now()");
                    PreparedStatement add = connection.prepareStatement("""
                            insert into keys (name, secret, version, signs_from)
                            select name, ?, max(version) + 1, now() + ? * interval '1 second' from keys
                            where name = ? group by name
                            """)) {
                lock.execute("lock table keys in share row exclusive mode");
                retire.setLong(1, overlap.plus(NOTICE).toSeconds());
                // Values sealed with other keys must be readable for longer than any overlap.
                retire.setString(2, HubKeys.XSRF);
                retire.executeUpdate();
                names = names(connection);
                for (String name : names) {
                    add.setBytes(1, HubKeys.random());
                    add.setLong(2, NOTICE.toSeconds());
                    add.setString(3, name);
                    add.executeUpdate();
                }
                forget.executeUpdate();
            }
            connection.commit();
            return names;
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var select = connection.createStatement();
                ResultSet rows = select.executeQuery("select distinct name from keys order by name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** First the old secret is written under its second name, then the new one replaces it: each file is complete at any time. */
    private void proxySecret(Instant until) throws IOException {
        Path file = proxySecret.file();
        SecretFile.replace(proxySecret.previousFile(), SecretFile.read(file) + "\n" + until);
        SecretFile.replace(file, SecretFile.random());
    }
}
