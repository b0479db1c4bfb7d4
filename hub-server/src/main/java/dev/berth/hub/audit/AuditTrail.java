package dev.berth.hub.audit;

import dev.berth.hub.audit.AuditLog.Recorded;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads recorded events. Each page continues after the last event of the previous one, so the thousandth page is as fast as the first, and
 * no event appears twice while new ones arrive.
 */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page, newest first. */
    public List<Recorded> page(AuditQuery query) {
        Map<String, Object> values = new TreeMap<>();
        String common = common(query, values);
        values.put("limit", query.limit());
        String sql = query.person() == null ? branch("true" + common) : ofPerson(query.person(), common, values);
        return jdbc.sql(JdbcAuditLog.SELECT + " FROM (" + sql + ") e ORDER BY at DESC, id DESC LIMIT :limit")
                .params(values)
                .query(JdbcAuditLog::recorded)
                .list();
    }

    /**
     * Passes on every event of the query, whatever its limit, newest first. Reads page by page: no connection is held while {@code each}
     * works, which may be writing to a slow client.
     */
    public void each(AuditQuery query, Consumer<Recorded> each) {
        AuditQuery next = query.inPagesOf(AuditQuery.MAX_LIMIT);
        List<Recorded> page = page(next);
        while (!page.isEmpty()) {
            page.forEach(each);
            next = next.continuedAfter(page.getLast().position());
            page = page.size() < next.limit() ? List.of() : page(next);
        }
    }

    /** Two queries, each of which can use an index: a single query with "or" could not. */
    private static String ofPerson(String person, String common, Map<String, Object> values) {
        values.put("person", person);
        return branch("actor_name = :person" + common)
                + " UNION "
                + branch("split_part(target_name, '/', 1) = :person AND target_kind IN ('USER', 'SERVER')" + common);
    }

    private static String branch(String where) {
        return "(SELECT * FROM audit_events WHERE " + where + " ORDER BY at DESC, id DESC LIMIT :limit)";
    }

    private static String common(AuditQuery query, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>(List.of(""));
        if (query.action() != null) {
            conditions.add("action = :action");
            values.put("action", query.action().name());
        }
        if (query.address() != null) {
            conditions.add("address = :address");
            values.put("address", query.address());
        }
        if (query.from() != null) {
            conditions.add("at >= :from");
            values.put("from", query.from().atOffset(ZoneOffset.UTC));
        }
        if (query.to() != null) {
            conditions.add("at < :to");
            values.put("to", query.to().atOffset(ZoneOffset.UTC));
        }
        if (query.after() != null) {
            conditions.add("(at, id) < (:afterAt, :afterId)");
            values.put("afterAt", query.after().at().atOffset(ZoneOffset.UTC));
            values.put("afterId", query.after().id());
        }
        return String.join(" AND ", conditions);
    }
}
