package dev.berth.hub.database;

import java.sql.SQLException;
import java.time.Instant;

/**
 * Changes that a package makes to its own tables after a backup was loaded into them. Listed in {@code META-INF/spring.factories}, because
 * a restore runs without the hub's components; implementations have a constructor without parameters.
 */
public interface AfterRestore {

    /** Executes statements in the transaction that loaded the backup, as the owner of the tables. */
    interface Statements {
        void execute(String sql) throws SQLException;
    }

    /**
     * Called once, before the restored data is committed.
     *
     * @param backup when the backup was created
     */
    void afterRestore(Statements statements, Instant backup) throws SQLException;
}
