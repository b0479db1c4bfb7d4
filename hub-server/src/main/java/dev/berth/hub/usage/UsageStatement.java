package dev.berth.hub.usage;

import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.usage.UsageReports.Users;
import dev.berth.hub.user.VisibleUsers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statement of a report: the sums and the records that cover it, by part and key. Names in it are constants, values are parameters. */
record UsageStatement(UsageQuery query, UsageCover cover, Users users, List<String> keys) {

    private static final Duration FEW = Duration.ofDays(8);

    private static final String SUMS = "gpu_hours, cpu_hours, memory_hours, server_hours, estimated";

    /**
     * The rows with the most usage.
     *
     * @param sum the sum of all rows, of those beyond the limit too
     */
    record Result(List<UsageRow> rows, UsageSum sum) {}

    /** With a limit, one row more shows that there are more. */
    Result result(JdbcClient jdbc, @Nullable Integer limit) {
        AtomicReference<UsageSum> sum = new AtomicReference<>(UsageSum.of(List.of()));
        List<UsageRow> rows = bound(jdbc, limit)
                .query((rs, index) -> {
                    sum.set(new UsageSum(
                            rs.getDouble("all_gpu"),
                            rs.getDouble("all_cpu"),
                            rs.getDouble("all_memory"),
                            rs.getDouble("all_server"),
                            rs.getBoolean("all_estimated")));
                    return new UsageRow(
                            rs.getInt("part"),
                            rs.getString("key"),
                            rs.getString("key"),
                            rs.getDouble("gpu_hours"),
                            rs.getDouble("cpu_hours"),
                            rs.getDouble("memory_hours"),
                            rs.getDouble("server_hours"),
                            rs.getBoolean("estimated"));
                })
                .list();
        return new Result(rows, sum.get());
    }

    private JdbcClient.StatementSpec bound(JdbcClient jdbc, @Nullable Integer limit) {
        JdbcClient.StatementSpec spec = jdbc.sql(sql())
                .param("monthParts", cover.monthParts.toArray(Integer[]::new))
                .param("months", texts(cover.months))
                .param("dayParts", cover.dayParts.toArray(Integer[]::new))
                .param("days", texts(cover.days))
                .param("recordParts", cover.recordParts.toArray(Integer[]::new))
                .param("recordFrom", texts(cover.recordFrom))
                .param("recordTo", texts(cover.recordTo))
                .param("divided", !keys.isEmpty())
                .param("limit", limit);
        if (query.isOfAll()) {
            spec = spec.param("quarterParts", cover.quarterParts.toArray(Integer[]::new))
                    .param("quarterFrom", texts(cover.quarterFrom))
                    .param("quarterTo", texts(cover.quarterTo));
        }
        if (users.ids() != null) {
            spec = spec.param("users", users.ids().toArray(Long[]::new));
        }
        if (query.by() == By.GROUP && query.visible() instanceof VisibleUsers.Only only) {
            spec = spec.param("groups", only.groups().toArray(String[]::new))
                    .param("names", only.names().toArray(String[]::new));
        }
        if (!keys.isEmpty()) {
            spec = spec.param("keys", keys.toArray(String[]::new));
        }
        return spec;
    }

    /** The driver does not bind arrays of dates and times. */
    private static String[] texts(List<?> times) {
        return times.stream().map(Object::toString).toArray(String[]::new);
    }

    private String sql() {
        return "with sums as (" + months() + " union all " + days()
                + (query.isOfAll() ? " union all " + quarters() : "")
                + " union all " + records() + "), raw as (" + added(raw(), "sums") + "), keyed as (" + keyed() + """
                )
                select *, sum(gpu_hours) over () as all_gpu, sum(cpu_hours) over () as all_cpu, sum(memory_hours) over () as all_memory,
                       sum(server_hours) over () as all_server, bool_or(estimated) over () as all_estimated
                from keyed
                order by case when :divided then part else 0 end, gpu_hours desc, cpu_hours desc, server_hours desc, key
                limit cast(:limit as integer)
                """;
    }

    private static String added(String key, String from) {
        return "select part, " + key
                + " as key, sum(gpu_hours) as gpu_hours, sum(cpu_hours) as cpu_hours, sum(memory_hours) as memory_hours,"
                + " sum(server_hours) as server_hours, bool_or(estimated) as estimated from " + from + " group by 1, 2";
    }

    /** Groups are sums of users, so that each row of a user is not read once for each of their groups. */
    private String raw() {
        return switch (query.by()) {
            case TOTAL -> "''::text";
            case USER, GROUP -> "user_id";
            case PROFILE -> "profile";
            case PRODUCT -> "gpu_product";
        };
    }

    private String keyed() {
        return switch (query.by()) {
            case TOTAL, PROFILE, PRODUCT -> "select * from raw";
            case USER ->
                "select part, key::text as key, gpu_hours, cpu_hours, memory_hours, server_hours, estimated from raw";
            case GROUP -> added("g.name", "raw " + groups());
        };
    }

    /** Somebody who sees one group of a person does not learn from this which others that person is in. */
    private String groups() {
        String seen = query.visible() instanceof VisibleUsers.Only
                ? " and (g.name = any (:groups) or m.user_id in (select id from users where name = any (:names)))"
                : "";
        String named = keys.isEmpty() ? "" : " and g.name = any (:keys)";
        return "join group_members m on m.user_id = raw.key join groups g on g.id = m.group_id where true" + seen
                + named;
    }

    private String months() {
        boolean plain = query.by() == By.USER || query.by() == By.GROUP;
        return "select part, user_id, " + (plain ? "'' as profile, '' as gpu_product, " : "profile, gpu_product, ")
                + SUMS
                + " from unnest(:monthParts, :months::date[]) asked (part, month) join "
                + (plain ? "usage_user_months" : "usage_months") + " u using (month) where true"
                + condition("gpu_product");
    }

    private String days() {
        String table = query.isOfAll() ? "usage_totals" : "usage_days";
        return "select part, " + (query.isOfAll() ? "0" : "user_id") + ", profile, gpu_product, " + SUMS
                + " from unnest(:dayParts, :days::date[]) asked (part, day) join " + table + " u using (day) where true"
                + condition("gpu_product");
    }

    private String quarters() {
        return "select part, 0, profile, gpu_product, " + SUMS
                + " from unnest(:quarterParts, :quarterFrom::timestamptz[], :quarterTo::timestamptz[]) asked (part, begins, ends)"
                + " join usage_quarters u on quarter >= begins and quarter < ends where true"
                + condition("gpu_product");
    }

    private String records() {
        return """
                select part, user_id, profile, product, hours * gpu_millis / 1000, hours * cpu_millis / 1000,
                       hours * memory_bytes / 1073741824, hours, gpu_estimated
                from (
                    select part, user_id, profile, gpu_millis, cpu_millis, memory_bytes, gpu_estimated,
                           case when gpu_count = 0 then '' when gpu_product = '' then gpu_resource else gpu_product end as product,
                           extract(epoch from least(coalesce(ended_at, now()), ends) - greatest(began_at, begins))::float8 / 3600 as hours
                    from unnest(:recordParts, :recordFrom::timestamptz[], :recordTo::timestamptz[]) asked (part, begins, ends)
                    join usage_records on tstzrange(began_at, ended_at) && tstzrange(begins, ends) %s
                ) u where hours > 0""".formatted(byTime()) + condition("product");
    }

    /** For a few days, the index of times is the best one: the planner does not know how long runs are, and would read all runs of the users. */
    private String byTime() {
        return cover.fromRecords().compareTo(FEW) <= 0 ? "offset 0" : "";
    }

    /** Only the rows that count: few users, or the keys of a chart. */
    private String condition(String product) {
        String own = users.ids() == null ? "" : " and u.user_id = any (:users)";
        if (keys.isEmpty()) {
            return own;
        }
        return own
                + switch (query.by()) {
                    case TOTAL, GROUP -> "";
                    case USER -> " and u.user_id = any (:keys::bigint[])";
                    case PROFILE -> " and u.profile = any (:keys)";
                    case PRODUCT -> " and u." + product + " = any (:keys)";
                };
    }
}
