package dev.berth.hub.routing;

import dev.berth.hub.database.AfterRestore;
import java.sql.SQLException;
import java.time.Instant;

/** The feed continues under a new id, so that every proxy takes a new snapshot instead of changes that follow on those it has seen. */
class FeedAfterRestore implements AfterRestore {

    @Override
    public void afterRestore(Statements statements, Instant backup) throws SQLException {
        statements.execute("update feed_head set feed = gen_random_uuid()");
    }
}
