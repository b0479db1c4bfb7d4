package dev.berth.hub.jupyterhub;

import dev.berth.hub.jupyterhub.ForeignHub.Account;
import dev.berth.hub.jupyterhub.ForeignHub.Program;
import dev.berth.hub.jupyterhub.ForeignHub.Role;
import dev.berth.hub.jupyterhub.ForeignHub.Server;
import dev.berth.hub.jupyterhub.ForeignHub.Share;
import dev.berth.hub.jupyterhub.ForeignHub.Team;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the database of a JupyterHub 4, 5 or 6. */
final class ForeignHubReader {

    /** What JupyterHub 4 has, and later versions still have. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            "users", Set.of("id", "name", "admin", "created", "last_activity"),
            "groups", Set.of("id", "name", "properties"),
            "user_group_map", Set.of("user_id", "group_id"),
            "spawners", Set.of("user_id", "name", "user_options"),
            "services", Set.of("id", "name", "admin"),
            "roles", Set.of("id", "name", "scopes"),
            "user_role_map", Set.of("user_id", "role_id"),
            "group_role_map", Set.of("group_id", "role_id"),
            "service_role_map", Set.of("service_id", "role_id"),
            "api_tokens", Set.of("user_id", "service_id", "client_id", "prefix", "hashed", "scopes", "expires_at"));

    private final ForeignDatabase database;

    private ForeignHubReader(ForeignDatabase database) {
        this.database = database;
    }

    static ForeignHub read(Source source, @Nullable String password) {
        try (ForeignDatabase database = ForeignDatabase.open(source, password)) {
            return new ForeignHubReader(database).read(source);
        } catch (SQLException failure) {
            throw new ImportException(
                    "The database " + source.shown() + " cannot be read: "
                            + Shown.text(String.valueOf(failure.getMessage())),
                    "Start and stop JupyterHub once, which completes what it did not finish writing, or import a copy.",
                    failure);
        }
    }

    private ForeignHub read(Source source) throws SQLException {
        requireJupyterHub(source);
        String revision = database.columns("alembic_version").isEmpty()
                ? "unknown"
                : String.join(
                        ", ", database.list("SELECT version_num FROM alembic_version", row -> row.text("version_num")));
        ForeignTokenRows tokens = ForeignTokenRows.read(database);
        return new ForeignHub(
                Shown.text(revision),
                accounts(),
                groups(),
                servers(),
                tokens.personal(),
                tokens.skipped(),
                roles(),
                database.list(
                        "SELECT id, name, admin FROM services ORDER BY name",
                        row -> new Program(row.number("id"), row.text("name"), row.flag("admin"))),
                shares());
    }

    private void requireJupyterHub(Source source) throws SQLException {
        if (database.columns("users").isEmpty() || database.columns("spawners").isEmpty()) {
            throw new ImportException(
                    source.shown()
                            + " is not the database of a JupyterHub: it does not have the tables users and spawners",
                    "Use the database that db_url in jupyterhub_config.py names.");
        }
        for (Map.Entry<String, Set<String>> table : NEEDED.entrySet()) {
            Set<String> there = database.columns(table.getKey());
            if (!there.containsAll(table.getValue())) {
                throw new ImportException(
                        source.shown() + " does not have all columns of the table " + table.getKey()
                                + ", so it was not written by JupyterHub 4, 5 or 6",
                        "Upgrade JupyterHub and its database first: jupyterhub upgrade-db");
            }
        }
    }

    private List<Account> accounts() throws SQLException {
        return database.list(
                "SELECT id, name, admin, created, last_activity FROM users ORDER BY id",
                row -> new Account(
                        row.number("id"),
                        row.text("name"),
                        row.flag("admin"),
                        row.time("created"),
                        row.time("last_activity")));
    }

    private List<Team> groups() throws SQLException {
        Map<Long, List<Long>> members = map("SELECT group_id, user_id FROM user_group_map", "group_id", "user_id");
        return database.list(
                "SELECT id, name, properties FROM groups ORDER BY name",
                row -> new Team(
                        row.text("name"),
                        row.optionalText("properties"),
                        members.getOrDefault(row.number("id"), List.of())));
    }

    private List<Server> servers() throws SQLException {
        String display =
                database.columns("spawners").contains("display_name") ? "display_name" : "NULL AS display_name";
        return database.list(
                "SELECT user_id, name, user_options, " + display
                        + " FROM spawners WHERE user_id IS NOT NULL ORDER BY user_id, name",
                row -> new Server(
                        row.number("user_id"),
                        row.text("name"),
                        row.optionalText("display_name"),
                        !Set.of("", "{}", "null").contains(row.text("user_options"))));
    }

    /** JupyterHub 4 does not have shares. */
    private List<Share> shares() throws SQLException {
        if (database.columns("shares").isEmpty()) {
            return List.of();
        }
        return database.list(
                """
                SELECT s.owner_id, p.name AS server, s.user_id, g.name AS group_name, s.scopes
                FROM shares s JOIN spawners p ON p.id = s.spawner_id LEFT JOIN groups g ON g.id = s.group_id
                WHERE s.owner_id IS NOT NULL ORDER BY s.id""",
                row -> new Share(
                        row.number("owner_id"),
                        row.text("server"),
                        row.optionalNumber("user_id"),
                        row.text("group_name"),
                        row.texts("scopes")));
    }

    private List<Role> roles() throws SQLException {
        Map<Long, List<Long>> users = map("SELECT role_id, user_id FROM user_role_map", "role_id", "user_id");
        Map<Long, List<String>> groups = names(
                "SELECT m.role_id, g.name FROM group_role_map m JOIN groups g ON g.id = m.group_id ORDER BY g.name");
        Map<Long, List<String>> services = names(
                "SELECT m.role_id, s.name FROM service_role_map m JOIN services s ON s.id = m.service_id ORDER BY s.name");
        return database.list("SELECT id, name, scopes FROM roles ORDER BY name", row -> {
            long id = row.number("id");
            return new Role(
                    row.text("name"),
                    row.texts("scopes"),
                    users.getOrDefault(id, List.of()),
                    groups.getOrDefault(id, List.of()),
                    services.getOrDefault(id, List.of()));
        });
    }

    private Map<Long, List<Long>> map(String sql, String key, String value) throws SQLException {
        Map<Long, List<Long>> all = new HashMap<>();
        database.each(
                sql,
                row -> all.computeIfAbsent(row.number(key), none -> new ArrayList<>())
                        .add(row.number(value)));
        return all;
    }

    private Map<Long, List<String>> names(String sql) throws SQLException {
        Map<Long, List<String>> all = new HashMap<>();
        database.each(
                sql,
                row -> all.computeIfAbsent(row.number("role_id"), none -> new ArrayList<>())
                        .add(row.text("name")));
        return all;
    }
}
