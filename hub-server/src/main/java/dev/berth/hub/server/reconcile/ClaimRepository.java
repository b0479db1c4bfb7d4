package dev.berth.hub.server.reconcile;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.server.Seen;
import dev.berth.hub.server.ServerRow;
import dev.berth.hub.server.StartDeadline;
import dev.berth.hub.server.Wanted;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Secret;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims rows and releases them. A claim is one short statement; the work happens outside of any transaction.
 */
@Repository
class ClaimRepository {

    private static final String CLAIM = """
            with due as (
                select id from servers
                where due_at <= now() and (lease_until is null or lease_until < now())
                  and (domain is null or domain = :domain)
                order by due_at limit :limit
                for update skip locked)
            update servers s
            set lease_owner = :owner, lease_epoch = s.lease_epoch + 1,
                lease_until = now() + :lease * interval '1 second',
                due_at = now() + :lease * interval '1 second'
            from due, users u
            where s.id = due.id and u.id = s.user_id
            returning s.*, u.name as user_name,
                      coalesce(extract(epoch from now() - s.accepted_at), 0) as pending,
                      extract(epoch from s.start_deadline - now()) as time_left,
                      coalesce(s.missing_since > s.accepted_at, false) as missing
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Hints hints;

    ClaimRepository(JdbcClient jdbc, JsonMapper json, Hints hints) {
        this.jdbc = jdbc;
        this.json = json;
        this.hints = hints;
    }

    /** Claims up to {@code limit} rows that are due, of this domain or without a domain yet. */
    List<ServerRow> claim(String domain, String owner, Duration lease, int limit) {
        return jdbc.sql(CLAIM)
                .param("domain", domain)
                .param("owner", owner)
                .param("lease", lease.toSeconds())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Releases a row. A wish or a hint recorded in between has made the row due earlier, which is kept. */
    @Transactional
    public Released release(ServerRow row, @Nullable Duration nextLook) {
        return jdbc.sql("""
                        with released as (
                            update servers
                            set lease_owner = null, lease_until = null,
                                due_at = case
                                    when due_at < lease_until then due_at
                                    when cast(:next as bigint) is null then null
                                    else now() + cast(:next as bigint) * interval '1 millisecond' end
                            where id = :id and lease_epoch = :epoch
                            returning due_at)
                        select exists (select from released) or not exists (select from servers where id = :id) as held,
                               coalesce((select due_at <= now() from released), false) as due
                        """)
                .param("next", nextLook == null ? null : nextLook.toMillis())
                .param("id", row.id())
                .param("epoch", row.epoch())
                .query((rs, index) -> new Released(rs.getBoolean("held"), rs.getBoolean("due")))
                .single();
    }

    /**
     * How a claim ended.
     *
     * @param held whether no other hub had claimed the row since
     * @param due whether there is more to do with it at once
     */
    record Released(boolean held, boolean due) {}

    /** Makes a server due now, because its state may have changed. */
    void nudge(String runtimeName) {
        jdbc.sql("""
                        update servers set due_at = now()
                        where runtime_name = ? and due_at > now() and wanted = 'RUNNING' returning id
                        """)
                .param(runtimeName)
                .query(Long.class)
                .list()
                .forEach(id -> hints.publish(Hints.SERVERS, Long.toString(id)));
    }

    private ServerRow row(ResultSet rs, int index) throws SQLException {
        String launch = rs.getString("spec");
        String token = rs.getString("token");
        String ip = rs.getString("ip");
        return new ServerRow(
                rs.getLong("id"),
                rs.getLong("user_id"),
                rs.getString("user_name"),
                rs.getString("name"),
                rs.getString("runtime_name"),
                rs.getLong("generation"),
                Wanted.valueOf(rs.getString("wanted")),
                Seen.valueOf(rs.getString("seen")),
                rs.getLong("lease_epoch"),
                launch == null ? null : json.readValue(launch, ServerRow.Launch.class),
                token == null ? null : new Secret(token),
                ip == null ? null : new Address(ip, rs.getInt("port"), rs.getObject("account_uid", Long.class)),
                rs.getTimestamp("accepted_at") != null,
                Duration.ofMillis((long) (rs.getDouble("pending") * 1000)),
                deadline(rs.getObject("time_left", BigDecimal.class)),
                rs.getBoolean("missing"),
                new ServerRow.Times(
                        rs.getLong("allocated_generation") == rs.getLong("generation"),
                        instant(rs, "accepted_at"),
                        instant(rs, "ready_at"),
                        instant(rs, "seen_at"),
                        instant(rs, "stop_wanted_at")));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable StartDeadline deadline(@Nullable BigDecimal seconds) {
        return seconds == null
                ? null
                : StartDeadline.in(Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }
}
