package dev.berth.hub.jupyterhub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One snapshot of a JupyterHub's database, through which nothing can be written. */
final class ForeignDatabase implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final Connection connection;

    private ForeignDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /** Uses one row. */
    interface RowVisitor {
        void visit(Row row) throws SQLException;
    }

    static ForeignDatabase open(Source source, @Nullable String password) {
        try {
            return switch (source) {
                case Source.SqliteFile(Path file) -> sqlite(file);
                case Source.PostgreSql server -> postgreSql(server, password);
            };
        } catch (SQLException failure) {
            throw new ImportException(
                    "The database " + source.shown() + " cannot be opened: "
                            + Shown.text(String.valueOf(failure.getMessage())),
                    switch (source) {
                        case Source.SqliteFile _ ->
                            "Check that it is an SQLite file of JupyterHub and that this account can read it.";
                        case Source.PostgreSql _ ->
                            "Check the address, and the password in PGPASSWORD or the file of --password-file.";
                    },
                    failure);
        }
    }

    private static ForeignDatabase sqlite(Path file) throws SQLException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ImportException(
                    "The file " + file + " does not exist, or this account cannot read it",
                    "Check the path. In JupyterHub's db_url, an absolute path has four slashes: sqlite:////PATH");
        }
        String path = URLEncoder.encode(file.toString(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        Properties readOnly = new Properties();
        // SQLITE_OPEN_READONLY
        readOnly.setProperty("open_mode", "1");
        return begin(DriverManager.getConnection("jdbc:sqlite:file:" + path + "?mode=ro", readOnly));
    }

    private static ForeignDatabase postgreSql(Source.PostgreSql server, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(server.parameters());
        properties.setProperty("ApplicationName", "berth import");
        properties.putIfAbsent("connectTimeout", "10");
        if (server.user() != null) {
            properties.setProperty("user", server.user());
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/"
                        + URLEncoder.encode(server.database(), StandardCharsets.UTF_8),
                properties);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return begin(connection);
    }

    private static ForeignDatabase begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return new ForeignDatabase(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** The columns of a table, in lower case; empty if there is no such table. */
    Set<String> columns(String table) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet found =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
            while (found.next()) {
                if (found.getString("TABLE_NAME").equals(table)) {
                    names.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    <T> List<T> list(String sql, RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        each(sql, row -> all.add(reader.read(row)));
        return all;
    }

    void each(String sql, RowVisitor visitor) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery(sql)) {
                Row row = new Row(rows);
                while (rows.next()) {
                    visitor.visit(row);
                }
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException alreadyBroken) {
            // Nothing was written, so nothing is lost.
            return;
        }
    }
}
