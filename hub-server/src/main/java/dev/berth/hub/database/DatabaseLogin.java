package dev.berth.hub.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * How one role connects to the database.
 *
 * @param url JDBC URL
 * @param username the role
 * @param password its password
 */
record DatabaseLogin(String url, String username, String password) {

    static DatabaseLogin local(int port, String database, String username, String password) {
        return new DatabaseLogin("jdbc:postgresql://127.0.0.1:" + port + "/" + database, username, password);
    }

    DatabaseLogin onPort(int port) {
        return new DatabaseLogin(url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port), username, password);
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        // Another program on that port may accept the connection and never respond.
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("ApplicationName", "berth-start");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return "DatabaseLogin[" + username + " at " + url + "]";
    }
}
