package dev.berth.hub.usage;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Days (UTC) whose roll-ups are no longer what the records say, because a record that begins or ends in the past was written late. Marks
 * are only added, in the transaction that writes the record, and the roll-up deletes those that it has seen: a mark that is committed
 * while a day is rolled up stays for the next turn.
 */
@Repository
class StaleDays {

    private final JdbcClient jdbc;

    StaleDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something has changed from this time on. Days that are not over have no roll-ups. */
    void from(Instant time) {
        jdbc.sql("""
                        insert into usage_stale_days (day)
                        select day::date
                        from generate_series(date_trunc('day', cast(:from as timestamptz), 'UTC') at time zone 'UTC',
                                             (now() at time zone 'UTC')::date - 1, interval '1 day') day
                        """).param("from", Timestamp.from(time)).update();
    }
}
