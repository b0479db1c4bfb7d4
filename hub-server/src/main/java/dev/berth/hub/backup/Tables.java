package dev.berth.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** The hub's tables according to PostgreSQL's catalog, and their rows by COPY; all on one connection, in its transaction. */
final class Tables {

    /** State that is valid only while hubs run, sums that hubs derive from usage records, and Flyway's own table. */
    private static final Set<String> LEFT_OUT = Set.of(
            "flyway_schema_history",
            "feed_head",
            "feed_changes",
            "routes",
            "grants",
            "proxies",
            "leases",
            "host_entries",
            "sign_in_buckets",
            "oauth_codes",
            "pending_sign_ins",
            "service_processes",
            "usage_days",
            "usage_months",
            "usage_quarters",
            "usage_rolled",
            "usage_stale_days",
            "usage_totals",
            "usage_user_months",
            "alerts");

    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    /** Table names, each after the tables that it references. */
    List<String> inOrder() throws SQLException {
        Map<String, Set<String>> refersTo = new LinkedHashMap<>();
        rows("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1")
                .forEach(name -> refersTo.put(name, new LinkedHashSet<>()));
        LEFT_OUT.forEach(refersTo::remove);
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select a.relname, b.relname from pg_constraint c
                        join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
                        where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.oid <> b.oid
                        """)) {
            while (found.next()) {
                Set<String> targets = refersTo.get(found.getString(1));
                if (targets != null && refersTo.containsKey(found.getString(2))) {
                    targets.add(found.getString(2));
                }
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        refersTo.keySet().forEach(name -> visit(name, refersTo, ordered));
        return List.copyOf(ordered);
    }

    private static void visit(String name, Map<String, Set<String>> refersTo, Set<String> ordered) {
        if (!ordered.contains(name)) {
            refersTo.getOrDefault(name, Set.of()).forEach(target -> visit(target, refersTo, ordered));
            ordered.add(name);
        }
    }

    List<String> columns(String table) throws SQLException {
        return rows("""
                select attname from pg_attribute
                where attrelid = to_regclass(?) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
                """, quoted(table));
    }

    /** The positions of the sequences of identity columns. */
    Map<String, Long> sequences(String table) throws SQLException {
        Map<String, Long> all = new LinkedHashMap<>();
        for (String column : rows(
                "select attname from pg_attribute where attrelid = to_regclass(?) and attidentity <> '' order by attnum",
                quoted(table))) {
            String sequence = rows("select pg_get_serial_sequence(?, ?)", quoted(table), column)
                    .getFirst();
            all.put(
                    column,
                    Long.parseLong(rows("select last_value from " + sequence).getFirst()));
        }
        return all;
    }

    void advance(String table, Map<String, Long> sequences) throws SQLException {
        for (Map.Entry<String, Long> each : sequences.entrySet()) {
            var _ = rows(
                    "select setval(pg_get_serial_sequence(?, ?)::regclass, ?::bigint)::text",
                    quoted(table),
                    each.getKey(),
                    each.getValue().toString());
        }
    }

    /** The audit table has a different owner than the others. */
    void become(String table) throws SQLException {
        String owner = rows("select pg_get_userbyid(relowner) from pg_class where oid = to_regclass(?)", quoted(table))
                .getFirst();
        execute("set local role " + quoted(owner));
    }

    void becomeOwner() throws SQLException {
        execute("reset role");
    }

    long copyOut(String table, List<String> columns, OutputStream target) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + quoted(table) + " (" + list(columns) + ") to stdout", target);
    }

    long copyIn(String table, List<String> columns, InputStream source) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + quoted(table) + " (" + list(columns) + ") from stdin", source);
    }

    List<String> rows(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> all = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    all.add(found.getString(1));
                }
            }
            return all;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Tables::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
