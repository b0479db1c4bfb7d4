package dev.berth.hub.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The three roles and the database of an embedded PostgreSQL; each step can be repeated. */
final class DatabaseRoles {

    static final String OWNER = "berth_owner";
    static final String HUB = "berth_hub";
    static final String AUDIT = "berth_audit";
    static final String DATABASE = "berth";

    private DatabaseRoles() {}

    static void require(DatabaseLogin superuser, String ownerPassword, String hubPassword) throws SQLException {
        try (Connection connection = superuser.connect()) {
            role(connection, OWNER, "LOGIN");
            role(connection, HUB, "LOGIN");
            role(connection, AUDIT, "NOLOGIN");
            password(connection, OWNER, ownerPassword);
            password(connection, HUB, hubPassword);
            // The owner can become the audit role to migrate its table, but does not inherit its privileges.
            execute(connection, "GRANT " + AUDIT + " TO " + OWNER + " WITH INHERIT FALSE, SET TRUE");
            database(superuser, connection, DATABASE);
        }
    }

    /** A database of the owner to which only the hub can connect as well. */
    static void database(DatabaseLogin superuser, Connection connection, String name) throws SQLException {
        if (exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            return;
        }
        execute(connection, "CREATE DATABASE " + name + " OWNER " + OWNER);
        execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        execute(connection, "GRANT CONNECT ON DATABASE " + name + " TO " + HUB);
        try (Connection inside = superuser.in(name).connect()) {
            execute(inside, "ALTER SCHEMA public OWNER TO " + OWNER);
            execute(inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            execute(inside, "GRANT USAGE ON SCHEMA public TO " + HUB);
            execute(inside, "GRANT USAGE, CREATE ON SCHEMA public TO " + AUDIT);
        }
    }

    private static void role(Connection connection, String name, String login) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            execute(connection, "CREATE ROLE " + name + " " + login + " NOSUPERUSER NOCREATEDB NOCREATEROLE");
        }
    }

    /** Hashed on the client, so that a password never appears in PostgreSQL's log. */
    private static void password(Connection connection, String role, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
