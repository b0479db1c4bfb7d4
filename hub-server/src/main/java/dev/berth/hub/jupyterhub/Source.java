package dev.berth.hub.jupyterhub;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database of a JupyterHub, as its {@code db_url} names it. */
public sealed interface Source {

    /** How it is named in reports and in the audit log; without credentials. */
    String shown();

    /** An SQLite database. */
    record SqliteFile(Path file) implements Source {
        @Override
        public String shown() {
            return file.toString();
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param parameters of the connection, under the driver's names
     */
    record PostgreSql(
            String host,
            int port,
            String database,
            @Nullable String user,
            Map<String, String> parameters) implements Source {
        public PostgreSql {
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String shown() {
            return "postgresql://" + host + ":" + port + "/" + database;
        }
    }

    /**
     * Parses JupyterHub's {@code db_url}, or the path of an SQLite file.
     *
     * @throws ImportException if it names no database that can be imported
     */
    static Source parse(String text) {
        int mark = text.indexOf("://");
        if (mark < 0) {
            return file(text);
        }
        String scheme = text.substring(0, mark).toLowerCase(Locale.ROOT).replaceFirst("\\+.*", "");
        return switch (scheme) {
            case "sqlite" -> sqlite(text.substring(mark + 3));
            case "postgresql", "postgres" -> PostgreSqlUrl.parse(text.substring(mark + 3));
            default ->
                throw new ImportException(
                        "A database of the kind \"" + Shown.text(scheme) + "\" cannot be imported",
                        "Use sqlite:////PATH, or postgresql://USER@HOST/DATABASE. For MySQL, move JupyterHub to one of them"
                                + " first.");
        };
    }

    /** As in SQLAlchemy, a slash ends the empty host name, and the path follows. */
    private static Source sqlite(String rest) {
        String path = rest.startsWith("/") ? rest.substring(1).replaceFirst("\\?.*", "") : "";
        if (path.isEmpty() || path.equals(":memory:")) {
            throw new ImportException(
                    "sqlite://" + Shown.text(rest) + " does not name a file",
                    "Use sqlite:////PATH/TO/jupyterhub.sqlite");
        }
        return file(path);
    }

    private static Source file(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw new ImportException(
                    "The name of the SQLite file is not valid", "Use sqlite:////PATH/TO/jupyterhub.sqlite");
        }
        return new SqliteFile(Path.of(path).toAbsolutePath().normalize());
    }

    /** The schemes that {@link #parse} accepts, for the help. */
    List<String> EXAMPLES = List.of("sqlite:////srv/jupyterhub/jupyterhub.sqlite", "postgresql://USER@HOST/DATABASE");
}
