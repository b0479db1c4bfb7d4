package dev.berth.hub.usage;

import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.usage.UsageQuery.Part;
import dev.berth.hub.usage.UsageStatement.Result;
import dev.berth.hub.user.VisibleUsers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reports of usage: for any period of any time zone, by user, group, profile or GPU product. All statements of a report read one snapshot,
 * so that a day is not counted by its sums and by its records.
 */
@Component
public class UsageReports {

    private final JdbcClient jdbc;

    UsageReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The report. If the period is divided, the rows of the keys with the most usage in the whole period. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UsageReport of(UsageQuery query) {
        // A plan for any values does not know that a report reads few days of few users.
        jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
        List<Part> parts = query.parts();
        Users users = users(query);
        Result totals = result(query, List.of(new Part(query.from(), query.to())), users, List.of());
        UsageSum sum = query.by() == By.GROUP ? total(query, users) : totals.sum();
        boolean more = totals.rows().size() > query.limit();
        List<UsageRow> shown = more ? totals.rows().subList(0, query.limit()) : totals.rows();
        if (query.bucket() != null && !shown.isEmpty()) {
            List<String> keys = shown.stream().map(UsageRow::id).toList();
            shown = result(query, parts, query.by() == By.GROUP ? members(keys, users) : users, keys)
                    .rows();
        }
        return new UsageReport(query, parts, named(query.by(), shown), sum, more);
    }

    /** Members of several groups count in each of them, so the sum of groups is not the sum of everything. */
    private UsageSum total(UsageQuery query, Users users) {
        UsageQuery all = new UsageQuery(
                query.from(),
                query.to(),
                query.zone(),
                By.TOTAL,
                null,
                query.user(),
                query.group(),
                query.visible(),
                1);
        return result(all, List.of(new Part(query.from(), query.to())), users, List.of())
                .sum();
    }

    private Result result(UsageQuery query, List<Part> parts, Users users, List<String> keys) {
        UsageCover cover = cover(query);
        for (int i = 0; i < parts.size(); i++) {
            Instant to = parts.get(i).to().atStartOfDay(query.zone()).toInstant();
            Instant now = now();
            cover.add(i, parts.get(i).from().atStartOfDay(query.zone()).toInstant(), to.isAfter(now) ? now : to);
        }
        return new UsageStatement(query, cover, users, keys).result(jdbc, keys.isEmpty() ? query.limit() + 1 : null);
    }

    private Instant now() {
        return jdbc.sql("select now()")
                .query((rs, index) -> rs.getTimestamp(1).toInstant())
                .single();
    }

    private UsageCover cover(UsageQuery query) {
        LocalDate before = jdbc.sql("select before from usage_rolled")
                .query((rs, index) -> rs.getObject(1, LocalDate.class))
                .list()
                .getFirst();
        Set<LocalDate> stale = new HashSet<>(jdbc.sql("select distinct day from usage_stale_days")
                .query((rs, index) -> rs.getObject(1, LocalDate.class))
                .list());
        return new UsageCover(before, stale, query.isOfAll());
    }

    /**
     * The users whose usage counts.
     *
     * @param ids null for all
     */
    record Users(@Nullable List<Long> ids) {}

    private Users users(UsageQuery query) {
        if (query.user() == null && query.group() == null && query.visible() instanceof VisibleUsers.Everybody) {
            return new Users(null);
        }
        StringBuilder where = new StringBuilder("true");
        Map<String, Object> values = new HashMap<>();
        String members =
                "exists (select from group_members m join groups g on g.id = m.group_id where m.user_id = u.id and g.name";
        if (query.user() != null) {
            where.append(" and u.name = :user");
            values.put("user", query.user());
        }
        if (query.group() != null) {
            where.append(" and ").append(members).append(" = :group)");
            values.put("group", query.group());
        }
        if (query.visible() instanceof VisibleUsers.Only only) {
            where.append(" and (u.name = any (:names) or ").append(members).append(" = any (:groups)))");
            values.put("names", only.names().toArray(String[]::new));
            values.put("groups", only.groups().toArray(String[]::new));
        }
        return new Users(jdbc.sql("select u.id from users u where " + where)
                .params(values)
                .query((rs, index) -> rs.getLong("id"))
                .list());
    }

    /** Those of the users who are members of one of these groups. */
    private Users members(List<String> groups, Users users) {
        return new Users(jdbc.sql("""
                        select distinct m.user_id from group_members m join groups g on g.id = m.group_id
                        where g.name = any (:groups) and (cast(:all as boolean) or m.user_id = any (:users))
                        """)
                .param("groups", groups.toArray(String[]::new))
                .param("all", users.ids() == null)
                .param("users", users.ids() == null ? new Long[0] : users.ids().toArray(Long[]::new))
                .query((rs, index) -> rs.getLong("user_id"))
                .list());
    }

    /** Rows of users have their names: of today, or of the time of the last run if the account is deleted. */
    private List<UsageRow> named(By by, List<UsageRow> rows) {
        if (by != By.USER || rows.isEmpty()) {
            return rows;
        }
        Map<String, String> names = new HashMap<>();
        jdbc.sql("""
                        select id, coalesce((select name from users u where u.id = asked.id),
                                            (select user_name from usage_records r where r.user_id = asked.id
                                             order by began_at desc limit 1), '?') as name
                        from unnest(:ids) asked (id)
                        """)
                .param(
                        "ids",
                        rows.stream()
                                .map(UsageRow::id)
                                .distinct()
                                .map(Long::valueOf)
                                .toArray(Long[]::new))
                .query((rs, index) -> names.put(rs.getString("id"), rs.getString("name")))
                .list();
        return rows.stream()
                .map(row -> row.named(names.getOrDefault(row.id(), "?")))
                .toList();
    }
}
