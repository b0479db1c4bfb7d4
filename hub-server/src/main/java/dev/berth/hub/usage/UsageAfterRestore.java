package dev.berth.hub.usage;

import dev.berth.hub.database.AfterRestore;
import java.sql.SQLException;
import java.time.Instant;

/** The runs of the backup belong to the hub that was saved: for this one they end with the backup. */
class UsageAfterRestore implements AfterRestore {

    @Override
    public void afterRestore(Statements statements, Instant backup) throws SQLException {
        statements.execute("""
                update usage_records set ended_at = greatest(began_at, timestamptz '%s'), ended_by = 'LOOK' where ended_at is null
                """.formatted(backup));
    }
}
