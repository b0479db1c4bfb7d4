package dev.berth.hub.usage;

import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.usage.UsageReports.Users;
import dev.berth.hub.user.VisibleUsers;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statement of a report: the sums and the records that cover it, by part and key. Names in it are constants, values are parameters. */
record UsageStatement(UsageQuery query, UsageCover cover, Users users, List<String> keys) {

    private static final String SUMS = "gpu_hours, cpu_hours, memory_hours, server_hours, estimated";

    List<UsageRow> rows(JdbcClient jdbc) {
        JdbcClient.StatementSpec spec = jdbc.sql(sql())
                .param("monthParts", cover.monthParts.toArray(Integer[]::new))
                .param("months", texts(cover.months))
                .param("dayParts", cover.dayParts.toArray(Integer[]::new))
                .param("days", texts(cover.days))
                .param("recordParts", cover.recordParts.toArray(Integer[]::new))
                .param("recordFrom", texts(cover.recordFrom))
                .param("recordTo", texts(cover.recordTo))
                // One more than is shown says that there are more; the sum needs all.
                .param("divided", query.bucket() != null && !keys.isEmpty());
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
        return spec.query((rs, index) -> new UsageRow(
                        rs.getInt("part"),
                        rs.getString("key"),
                        rs.getString("key"),
                        rs.getDouble("gpu_hours"),
                        rs.getDouble("cpu_hours"),
                        rs.getDouble("memory_hours"),
                        rs.getDouble("server_hours"),
                        rs.getBoolean("estimated")))
                .list();
    }

    /** The driver does not bind arrays of dates and times. */
    private static String[] texts(List<?> times) {
        return times.stream().map(Object::toString).toArray(String[]::new);
    }

    private String sql() {
        return "with sums as (" + months() + " union all " + days()
                + (query.isOfAll() ? " union all " + quarters() : "")
                + " union all " + records() + """
                )
                select part, %s as key, sum(gpu_hours) as gpu_hours, sum(cpu_hours) as cpu_hours, sum(memory_hours) as memory_hours,
                       sum(server_hours) as server_hours, bool_or(estimated) as estimated
                from sums %s
                group by 1, 2
                order by case when :divided then part else 0 end, 3 desc, 4 desc, 6 desc, 2
                """.formatted(key(), groups());
    }

    private String key() {
        return switch (query.by()) {
            case TOTAL -> "''";
            case USER -> "user_id::text";
            case GROUP -> "g.name";
            case PROFILE -> "profile";
            case PRODUCT -> "gpu_product";
        };
    }

    /** Somebody who sees one group of a person does not learn from this which others that person is in. */
    private String groups() {
        if (query.by() != By.GROUP) {
            return "";
        }
        String seen = query.visible() instanceof VisibleUsers.Only
                ? " and (g.name = any (:groups) or user_id in (select id from users where name = any (:names)))"
                : "";
        String named = keys.isEmpty() ? "" : " and g.name = any (:keys)";
        return "join group_members m using (user_id) join groups g on g.id = m.group_id where true" + seen + named;
    }

    private String months() {
        return "select part, user_id, profile, gpu_product, " + SUMS
                + " from unnest(:monthParts, :months::date[]) asked (part, month) join usage_months u using (month) where true"
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
                    join usage_records on tstzrange(began_at, ended_at) && tstzrange(begins, ends)
                ) u where hours > 0""" + condition("product");
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
