package dev.berth.hub.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database is known not to respond, so no time is spent on waiting for a connection. */
public final class DatabaseAwayException extends SQLTransientConnectionException {

    /** The beginning of every message, by which a log line that quotes one is recognized. */
    static final String BEGINNING = "The database does not respond: ";

    /** "PostgreSQL Error Codes": too many connections, shut down by an administrator, after a crash, or while starting. */
    private static final Set<String> NOT_NOW = Set.of("53300", "57P01", "57P02", "57P03");

    DatabaseAwayException(String problem) {
        super(BEGINNING + problem);
    }

    /** Whether something failed because the database did not respond, could not be reached, or ended the connection. */
    public static boolean causes(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLTransientConnectionException || (each instanceof SQLException sql && notNow(sql))) {
                return true;
            }
        }
        return false;
    }

    /** Class 08 is a broken connection. */
    private static boolean notNow(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || NOT_NOW.contains(state));
    }
}
