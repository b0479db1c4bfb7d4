package dev.berth.hub.usage;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What happens to usage records besides the life of servers; each method can be repeated at any time, by any hub. */
@Component
class UsageUpkeep {

    /** The user of records that no longer say who it was; no account has this number. */
    static final long ANONYMOUS = 0;

    static final String ANONYMOUS_NAME = "(anonymous)";

    private static final Actor POLICY = Actor.policy("usage");

    /** Every day of these records needs a new roll-up. */
    private static final String MARKED = """
            , marked as (
                insert into usage_stale_days (day)
                select distinct day::date
                from gone, generate_series(date_trunc('day', began_at, 'UTC') at time zone 'UTC',
                                           ended_at at time zone 'UTC', interval '1 day') day
                where day < (now() at time zone 'UTC')::date)
            select count(*) from gone
            """;

    private final JdbcClient jdbc;
    private final StaleDays stale;
    private final AuditLog audit;
    private final UsageProperties properties;

    UsageUpkeep(JdbcClient jdbc, StaleDays stale, AuditLog audit, UsageProperties properties) {
        this.jdbc = jdbc;
        this.stale = stale;
        this.audit = audit;
        this.properties = properties;
    }

    /**
     * Closes records of runs that ended without this release: a hub of an older release, running beside this one, does not know usage
     * records. The hub's own time of the end is the best that is left.
     */
    @Transactional
    public void closeAbandoned() {
        jdbc.sql("""
                        update usage_records r
                        set ended_at = greatest(r.began_at, run.ended_at), ended_by = 'LOOK'
                        from server_runs run
                        where r.ended_at is null and run.server_id = r.server_id and run.generation = r.generation
                          and run.ended_at < now() - interval '1 minute'
                          and not exists (select from servers s where s.id = r.server_id and s.generation = r.generation
                                                                  and s.seen <> 'GONE')
                        returning r.ended_at
                        """)
                .query((rs, index) -> rs.getTimestamp("ended_at").toInstant())
                .list()
                .forEach(stale::from);
    }

    /** Deletes and anonymizes what is older than the configuration allows, a bounded number of rows at a time; false if more is left. */
    @Transactional
    public boolean age(int limit) {
        int deleted = isOff(properties.retention()) ? 0 : delete(limit);
        int anonymized = isOff(properties.anonymizeAfter()) ? 0 : anonymize(limit);
        record(AuditAction.USAGE_RECORDS_DELETED, deleted, properties.retention());
        record(AuditAction.USAGE_RECORDS_ANONYMIZED, anonymized, properties.anonymizeAfter());
        return deleted < limit && anonymized < limit;
    }

    private static boolean isOff(Duration age) {
        return age.isZero();
    }

    private void record(AuditAction action, int records, Duration age) {
        if (records > 0) {
            Map<String, String> detail = Map.of("records", Integer.toString(records), "age", age.toString());
            audit.record(new AuditEvent(action, POLICY, Target.hub(), detail));
        }
    }

    /** Corrections go before the record to which they refer, and their days lose what they added. */
    private int delete(int limit) {
        return jdbc.sql("""
                        with old as (
                            select id from usage_records r
                            where ended_at < now() - :age * interval '1 second'
                              and not exists (select from usage_records c where c.corrects = r.id)
                            order by id limit :limit),
                        gone as (delete from usage_records r using old where r.id = old.id returning r.began_at, r.ended_at)
                        """ + MARKED)
                .param("age", properties.retention().toSeconds())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private int anonymize(int limit) {
        return jdbc.sql("""
                        with old as (
                            select id from usage_records
                            where ended_at < now() - :age * interval '1 second' and user_id <> :anonymous
                            order by id limit :limit),
                        gone as (
                            update usage_records r set user_id = :anonymous, user_name = :name, server_name = ''
                            from old where r.id = old.id returning r.began_at, r.ended_at)
                        """ + MARKED)
                .param("age", properties.anonymizeAfter().toSeconds())
                .param("anonymous", ANONYMOUS)
                .param("name", ANONYMOUS_NAME)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }
}
