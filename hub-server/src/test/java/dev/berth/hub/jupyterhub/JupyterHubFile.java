package dev.berth.hub.jupyterhub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** An SQLite file with the schema of JupyterHub 5, as far as an import reads it. */
public final class JupyterHubFile implements AutoCloseable {

    private static final String SCHEMA = """
            CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
            INSERT INTO alembic_version VALUES ('4621fec11365');
            CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(255) UNIQUE, admin BOOLEAN, created DATETIME, last_activity DATETIME);
            CREATE TABLE groups (id INTEGER PRIMARY KEY, name VARCHAR(255) UNIQUE, properties TEXT);
            CREATE TABLE user_group_map (user_id INTEGER, group_id INTEGER);
            CREATE TABLE spawners (id INTEGER PRIMARY KEY, user_id INTEGER, name VARCHAR(255), user_options TEXT);
            CREATE TABLE services (id INTEGER PRIMARY KEY, name VARCHAR(255) UNIQUE, admin BOOLEAN);
            CREATE TABLE roles (id INTEGER PRIMARY KEY, name VARCHAR(255) UNIQUE, scopes TEXT);
            CREATE TABLE user_role_map (user_id INTEGER, role_id INTEGER);
            CREATE TABLE group_role_map (group_id INTEGER, role_id INTEGER);
            CREATE TABLE service_role_map (service_id INTEGER, role_id INTEGER);
            CREATE TABLE api_tokens (id INTEGER PRIMARY KEY, user_id INTEGER, service_id INTEGER, hashed VARCHAR(255) UNIQUE,
                prefix VARCHAR(16), client_id VARCHAR(255), session_id VARCHAR(255), created DATETIME, expires_at DATETIME,
                last_activity DATETIME, note VARCHAR(1023), scopes TEXT);
            CREATE TABLE shares (id INTEGER PRIMARY KEY, owner_id INTEGER, spawner_id INTEGER, user_id INTEGER, group_id INTEGER, scopes TEXT);
            INSERT INTO roles VALUES (1, 'user', '["self"]'), (2, 'token', '["inherit"]')""";

    private static final String SALT = "0123456789abcdef";

    private final Path file;
    private final Connection connection;

    private JupyterHubFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    public static JupyterHubFile create(Path file) throws SQLException {
        JupyterHubFile made = new JupyterHubFile(file, DriverManager.getConnection("jdbc:sqlite:" + file));
        for (String statement : SCHEMA.split(";\n")) {
            made.run(statement);
        }
        return made;
    }

    public Path path() {
        return file;
    }

    public void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A user, with the number that the file gave them. */
    public long user(String name, boolean admin) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO users (name, admin, created, last_activity) VALUES (?, ?, '2024-02-01 08:00:00.000000',"
                        + " '2025-03-04 05:06:07.890000') RETURNING id")) {
            insert.setString(1, name);
            insert.setBoolean(2, admin);
            var row = insert.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** A token with this value, as JupyterHub stores those that it generates. */
    public void token(long user, String value, String note, String scopes) throws SQLException {
        token(user, value, note, scopes, 1, "jupyterhub", null);
    }

    public void token(long user, String value, String note, String scopes, int rounds, String client, String expires)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO api_tokens (user_id, hashed, prefix,"
                        + " client_id, created, expires_at, note, scopes) VALUES (?, ?, ?, ?, '2024-02-01 08:00:00.000000', ?, ?, ?)")) {
            insert.setLong(1, user);
            insert.setString(2, "sha512:" + rounds + ":" + SALT + ":" + digest(value, rounds));
            insert.setString(3, value.substring(0, 4));
            insert.setString(4, client);
            insert.setString(5, expires);
            insert.setString(6, note);
            insert.setString(7, scopes);
            insert.executeUpdate();
        }
    }

    private static String digest(String value, int rounds) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(SALT.getBytes(StandardCharsets.UTF_8));
            for (int round = 0; round < rounds; round++) {
                digest.update(value.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
