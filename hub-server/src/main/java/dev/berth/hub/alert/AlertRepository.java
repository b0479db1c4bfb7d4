package dev.berth.hub.alert;

import dev.berth.hub.audit.RefusedSignIns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Alerts and the failures behind them. Each statement is a separate transaction. */
@Repository
class AlertRepository {

    /** Beginning with ten seconds and doubling each time, this takes most of a day. */
    private static final int MOST_ATTEMPTS = 12;

    private final JdbcClient jdbc;
    private final RefusedSignIns refused;

    AlertRepository(JdbcClient jdbc, RefusedSignIns refused) {
        this.jdbc = jdbc;
        this.refused = refused;
    }

    /** The number of rejected attempts within the period; attempts that failed because a directory was unavailable do not count. */
    long failures(Alert.Kind kind, String subject, Duration period) {
        long events = jdbc.sql("SELECT count(*) FROM audit_events WHERE action = 'SIGN_IN_REFUSED' AND " + kind.column()
                        + " = :subject AND at > now() - :seconds * interval '1 second'"
                        + " AND detail->>'reason' IS DISTINCT FROM 'UNAVAILABLE'")
                .param("subject", subject)
                .param("seconds", period.toSeconds())
                .query(Long.class)
                .single();
        return events + refused.summarised(kind.by(), subject, period);
    }

    /** True for the first replica that raises the alert within the period. */
    boolean raise(Alert.Kind kind, String subject, long failures, Duration period) {
        return jdbc.sql("""
                INSERT INTO alerts (kind, subject, failures, until)
                VALUES (:kind, :subject, :failures, now() + :seconds * interval '1 second')
                ON CONFLICT (kind, subject) DO UPDATE SET failures = excluded.failures, raised = now(),
                    until = excluded.until, attempts = 0, next_try = now(), delivered = NULL
                WHERE alerts.until < now()""")
                        .param("kind", kind.name())
                        .param("subject", subject)
                        .param("failures", failures)
                        .param("seconds", period.toSeconds())
                        .update()
                == 1;
    }

    /** An alert that is due; the next attempt is scheduled before it is sent, so that a hub that dies in between only delays it. */
    Optional<Alert> due() {
        return jdbc.sql("""
                UPDATE alerts SET attempts = attempts + 1,
                    next_try = now() + least(3600, 10 * power(2, attempts)) * interval '1 second'
                WHERE (kind, subject) = (SELECT kind, subject FROM alerts
                    WHERE delivered IS NULL AND next_try <= now() AND attempts < :most
                    ORDER BY raised LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING kind, subject, failures, raised""")
                .param("most", MOST_ATTEMPTS)
                .query(AlertRepository::alert)
                .optional();
    }

    void delivered(Alert alert) {
        jdbc.sql("UPDATE alerts SET delivered = now() WHERE kind = :kind AND subject = :subject AND raised = :raised")
                .param("kind", alert.kind().name())
                .param("subject", alert.subject())
                .param("raised", alert.raised().atOffset(ZoneOffset.UTC))
                .update();
    }

    int removeOld() {
        return jdbc.sql("DELETE FROM alerts WHERE until < now() - interval '7 days'")
                .update();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                Alert.Kind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getLong("failures"),
                row.getObject("raised", OffsetDateTime.class).toInstant());
    }
}
