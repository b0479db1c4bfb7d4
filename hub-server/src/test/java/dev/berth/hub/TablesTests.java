package dev.berth.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** A table belongs to one room: only that room writes it, and only rooms that may use that room read it. */
class TablesTests {

    private static final Path MAIN = Path.of("src/main/java/dev/berth/hub");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    /** Tables by room. */
    private static final Map<String, Set<String>> TABLES = Map.ofEntries(
            Map.entry("access", Set.of("api_tokens", "imported_tokens", "service_tokens", "services")),
            Map.entry("alert", Set.of("alerts")),
            Map.entry("audit", Set.of("audit_events", "refused_sign_ins")),
            Map.entry("oauth", Set.of("oauth_codes")),
            Map.entry("entry", Set.of("server_entries")),
            Map.entry("keys", Set.of("keys")),
            Map.entry("replica", Set.of("leases")),
            Map.entry(
                    "routing",
                    Set.of("feed_changes", "feed_head", "grants", "host_entries", "proxies", "routes", "withdrawals")),
            Map.entry("activity", Set.of("culling_looks")),
            Map.entry("service", Set.of("service_processes")),
            Map.entry("server", Set.of("former_servers", "server_progress", "server_runs", "servers")),
            Map.entry("share", Set.of("share_codes", "shares")),
            Map.entry("session", Set.of("browser_sessions", "session_identities")),
            Map.entry(
                    "signin",
                    Set.of(
                            "invitations",
                            "local_accounts",
                            "pending_sign_ins",
                            "provider_memberships",
                            "second_factors",
                            "sign_in_buckets",
                            "single_uses")),
            Map.entry(
                    "usage",
                    Set.of(
                            "usage_days",
                            "usage_months",
                            "usage_quarters",
                            "usage_records",
                            "usage_rolled",
                            "usage_stale_days",
                            "usage_totals",
                            "usage_user_months")),
            Map.entry("user", Set.of("group_members", "groups", "identities", "runtime_homes", "uids", "users")));

    /** Reads that go against the direction of the rooms, each with its reason. */
    private static final Set<String> EXCEPTIONS = Set.of(
            // One indexed join in the query of every request, in the place of a second query.
            "session reads local_accounts",
            // A restore asks whether anybody is there, before any room exists.
            "backup reads users",
            // The list of servers shows the last check of each, by one left join for a page of rows.
            "server reads culling_looks");

    private static final Pattern CREATED =
            Pattern.compile("create table (?:if not exists )?(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\n])*)\"", Pattern.DOTALL);
    /** A sentence can have "from users" in it. A statement has one of these, and fragments of statements a join. */
    private static final Pattern STATEMENT =
            Pattern.compile("\\b(select|insert into|update|delete from|join|lock table)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern USE = Pattern.compile(
            "\\b(from|join|insert into|update|delete from|lock table)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> owners = owners();

    private static Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        TABLES.forEach((room, tables) -> tables.forEach(table -> owners.put(table, room)));
        return owners;
    }

    @Test
    void everyTableHasARoom() throws IOException {
        Set<String> created = new TreeSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                CREATED.matcher(Files.readString(file)).results().forEach(each -> created.add(each.group(1)));
            }
        }
        assertThat(owners.keySet()).containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void onlyItsRoomWritesATableAndOnlyRoomsAboveReadIt() throws IOException {
        Map<String, Set<String>> mayUse = new HashMap<>();
        ApplicationModules modules = ApplicationModules.of(HubApplication.class);
        modules.forEach(module -> mayUse.put(name(module), allowed(module)));
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String room = MAIN.relativize(file).getName(0).toString();
                uses(Files.readString(file)).forEach(use -> {
                    String owner = owners.get(use.table());
                    boolean fine = room.equals(owner)
                            || (!use.writes()
                                    && mayUse.getOrDefault(room, Set.of()).contains(owner));
                    String what = room + (use.writes() ? " writes " : " reads ") + use.table();
                    if (!fine && !EXCEPTIONS.contains(what)) {
                        wrong.add(what + " (" + file.getFileName() + ")");
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    private record Use(String table, boolean writes) {}

    private Stream<Use> uses(String source) {
        String code = source.replaceAll("(?s)/\\*.*?\\*/", "");
        return LITERAL.matcher(code)
                .results()
                .map(literal -> literal.group(1) == null ? literal.group(2) : literal.group(1))
                .filter(text -> STATEMENT.matcher(text).find())
                .flatMap(text -> USE.matcher(text).results())
                .filter(use -> owners.containsKey(use.group(2).toLowerCase(java.util.Locale.ROOT)))
                .map(use -> new Use(
                        use.group(2).toLowerCase(java.util.Locale.ROOT),
                        !Set.of("from", "join").contains(use.group(1).toLowerCase(java.util.Locale.ROOT))));
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    private static Set<String> allowed(ApplicationModule module) {
        Matcher info = Pattern.compile("\"([a-z]+)(?:::[a-z]+)?\"")
                .matcher(source(MAIN.resolve(name(module)).resolve("package-info.java")));
        return new TreeSet<>(info.results().map(each -> each.group(1)).toList());
    }

    private static String source(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
