package dev.berth.hub.routing;

import dev.berth.hub.hint.Hints;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.ChangeBody;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The feed as rows: appends changes in order, and reads the changes after a number. */
@Repository
class FeedRepository {

    /** The maximum number of changes in one page. */
    static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Hints hints;

    FeedRepository(JdbcClient jdbc, JsonMapper json, Hints hints) {
        this.jdbc = jdbc;
        this.json = json;
        this.hints = hints;
    }

    /**
     * Locks the head until the caller's transaction ends. Must be called before reading anything on which an appended change depends, and
     * after every other lock.
     */
    void lockHead() {
        jdbc.sql("select seq from feed_head for update").query().singleRow();
    }

    /** Appends one change in the caller's transaction and returns its number. */
    long append(LongFunction<Change> change) {
        long seq = jdbc.sql("update feed_head set seq = seq + 1 returning seq")
                .query(Long.class)
                .single();
        jdbc.sql("insert into feed_changes (seq, body) values (?, cast(? as jsonb))")
                .params(seq, json.writeValueAsString(ChangeBody.of(change.apply(seq))))
                .update();
        hints.publish(Hints.FEED, Long.toString(seq));
        return seq;
    }

    /** The database's clock, by which grants and withdrawals end. */
    Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    Head head() {
        return jdbc.sql("select feed::text as feed, seq, trimmed from feed_head")
                .query(Head.class)
                .single();
    }

    List<Change> after(long seq) {
        return jdbc.sql("select body::text from feed_changes where seq > ? order by seq limit " + PAGE)
                .param(seq)
                .query((rs, index) ->
                        json.readValue(rs.getString(1), ChangeBody.class).read())
                .list();
    }

    /** Deletes changes that are older than an hour: a proxy that was disconnected for longer gets a snapshot. */
    int trim() {
        return jdbc.sql("""
                        with old as (delete from feed_changes where at < now() - interval '1 hour' returning seq)
                        update feed_head set trimmed = greatest(trimmed, coalesce((select max(seq) from old), 0))
                        """).update();
    }

    /**
     * The position of the feed.
     *
     * @param seq the newest number
     * @param trimmed changes up to this number were deleted
     */
    record Head(String feed, long seq, long trimmed) {}
}
