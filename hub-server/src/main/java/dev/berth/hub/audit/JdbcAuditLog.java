package dev.berth.hub.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Repository
class JdbcAuditLog implements AuditLog {

    /** The columns of an event, from a row source named {@code e}. */
    static final String SELECT = """
            SELECT e.*, array(SELECT key FROM jsonb_each_text(detail) ORDER BY key) AS keys,
                   array(SELECT value FROM jsonb_each_text(detail) ORDER BY key) AS values""";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher listeners;

    JdbcAuditLog(JdbcClient jdbc, ApplicationEventPublisher listeners) {
        this.jdbc = jdbc;
        this.listeners = listeners;
    }

    @Override
    public void record(AuditEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    event.action() + " must be recorded in the transaction that makes the change");
        }
        Actor actor = event.actor();
        List<Map.Entry<String, String>> detail = List.copyOf(event.detail().entrySet());
        jdbc.sql("""
                INSERT INTO audit_events
                    (action, actor_kind, actor_id, actor_name, credential, address, target_kind, target_name, detail)
                VALUES (:action, :actorKind, :actorId, :actorName, :credential, :address, :targetKind, :targetName,
                        jsonb_object(CAST(:keys AS text[]), CAST(:values AS text[])))""")
                .param("action", event.action().name())
                .param("actorKind", actor.kind().name())
                .param("actorId", actor.userId())
                .param("actorName", actor.name())
                .param("credential", actor.credential())
                .param("address", actor.address())
                .param("targetKind", event.target().kind().name())
                .param("targetName", event.target().name())
                .param("keys", detail.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("values", detail.stream().map(Map.Entry::getValue).toArray(String[]::new))
                .update();
        listeners.publishEvent(event);
    }

    @Override
    public List<Recorded> latest(int limit) {
        return jdbc.sql(SELECT + " FROM audit_events e ORDER BY id DESC LIMIT :limit")
                .param("limit", limit)
                .query(JdbcAuditLog::recorded)
                .list();
    }

    static Recorded recorded(ResultSet row, int number) throws SQLException {
        Actor actor = new Actor(
                Actor.Kind.valueOf(row.getString("actor_kind")),
                nullable(row, "actor_id"),
                row.getString("actor_name"),
                row.getString("credential"),
                row.getString("address"));
        AuditEvent.Target target = new AuditEvent.Target(
                AuditEvent.Target.Kind.valueOf(row.getString("target_kind")), row.getString("target_name"));
        AuditEvent event = new AuditEvent(AuditAction.valueOf(row.getString("action")), actor, target, detail(row));
        return new Recorded(
                row.getLong("id"), row.getObject("at", OffsetDateTime.class).toInstant(), event);
    }

    private static Map<String, String> detail(ResultSet row) throws SQLException {
        String[] keys = (String[]) row.getArray("keys").getArray();
        String[] values = (String[]) row.getArray("values").getArray();
        Map<String, String> detail = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            detail.put(keys[i], values[i]);
        }
        return detail;
    }

    private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
