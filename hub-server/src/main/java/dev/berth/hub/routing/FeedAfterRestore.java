package dev.berth.hub.routing;

import dev.berth.hub.database.AfterRestore;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The feed continues under a new id, so that every proxy requests a new snapshot instead of the changes after the last one that it knows.
 */
class FeedAfterRestore implements AfterRestore {

    @Override
    public void afterRestore(Statements statements, Instant backup) throws SQLException {
        statements.execute("update feed_head set feed = gen_random_uuid()");
    }
}
