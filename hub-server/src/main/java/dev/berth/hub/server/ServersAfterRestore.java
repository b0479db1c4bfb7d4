package dev.berth.hub.server;

import dev.berth.hub.database.AfterRestore;
import java.sql.SQLException;
import java.time.Instant;

/** Servers that ran at the time of the backup belong to the hub that was saved: the restored hub neither shows nor stops them. */
class ServersAfterRestore implements AfterRestore {

    /**
     * More starts than any server had between the backup and the loss of the data, so that no runtime mistakes the next start for one that
     * it knows.
     */
    private static final long GENERATIONS = 1_000_000;

    @Override
    public void afterRestore(Statements statements, Instant backup) throws SQLException {
        statements.execute("""
                update servers
                set wanted = 'STOPPED', seen = 'GONE', stop_code = 'NODE_LOST', stop_by = null, stop_evidence = null,
                    stop_detail = 'The hub was restored from a backup of %s. Start the server again.',
                    stop_wanted_at = now()
                where wanted = 'RUNNING' or seen <> 'GONE'
                """.formatted(backup));
        statements.execute("""
                update servers
                set generation = generation + %d, ended_at = null, domain = null, token = null, ip = null, port = null,
                    missing_since = null, lease_owner = null, lease_until = null, due_at = null, remove_by = null,
                    restart_by = null
                """.formatted(GENERATIONS));
    }
}
