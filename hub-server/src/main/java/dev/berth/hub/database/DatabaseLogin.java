package dev.berth.hub.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/**
 * How one role connects to the database. The URL says how the password may be used, so that this holds for everything that connects: the
 * pool, migrations, backups and checks.
 *
 * @param url JDBC URL
 * @param username the role
 * @param password its password
 */
record DatabaseLogin(String url, String username, String password) {

    /**
     * A login at the embedded PostgreSQL. With SCRAM (RFC 5802) the password does not leave this process, and the server must prove that it
     * knows it, too.
     */
    static DatabaseLogin local(Path socket, String database, String username, String password) {
        String url = "jdbc:postgresql://localhost/" + database
                + "?socketFactory=" + UnixSocketFactory.class.getName()
                + "&socketFactoryArg=" + URLEncoder.encode(socket.toString(), StandardCharsets.UTF_8)
                + "&requireAuth=scram-sha-256&sslmode=disable&gssEncMode=disable";
        return new DatabaseLogin(url, username, password);
    }

    /**
     * A login at an administrator's PostgreSQL. A server can ask for the password itself instead of a proof. It gets it only if a verified
     * certificate shows who asks, or if the URL allows it with {@code requireAuth}.
     */
    static DatabaseLogin external(String url, String username, String password) {
        Properties known = Driver.parseURL(url, null);
        if (known == null || PGProperty.REQUIRE_AUTH.isPresent(known) || verified(known)) {
            return new DatabaseLogin(url, username, password);
        }
        return new DatabaseLogin(url + (url.contains("?") ? "&" : "?") + "requireAuth=!password", username, password);
    }

    private static boolean verified(Properties properties) {
        try {
            return SslMode.of(properties).verifyCertificate();
        } catch (PSQLException unknownMode) {
            // The driver reports it when it connects.
            return false;
        }
    }

    /** The same role and server, another database. */
    DatabaseLogin in(String database) {
        return new DatabaseLogin(
                url.replaceFirst("^(jdbc:postgresql://[^/?]*/)[^/?]*", "$1" + database), username, password);
    }

    Connection connect() throws SQLException {
        return connect(5, "berth-start");
    }

    /** A connection that must be complete within a time. */
    Connection connect(int seconds, String program) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Integer.toString(seconds));
        // Another program may accept the connection and never respond.
        properties.setProperty("loginTimeout", Integer.toString(seconds));
        properties.setProperty("ApplicationName", program);
        return DriverManager.getConnection(url, properties);
    }

    /** Whether the server refused to let this role in (class 28 of the SQL states), as opposed to not responding. */
    static boolean refused(@Nullable String sqlState) {
        return sqlState != null && sqlState.startsWith("28");
    }

    @Override
    public String toString() {
        return "DatabaseLogin[" + username + " at " + url + "]";
    }
}
