package dev.berth.kit;

import dev.berth.hub.user.UserDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the databases of kits from those of real hubs, because a reset deletes all users. The mark is a name of a runtime home, because the
 * hub's role can never delete one.
 */
final class KitDatabase {

    private static final String MARK = "this-database-belongs-to-the-test-kit-of-berth";

    private final UserDirectory users;
    private final JdbcClient jdbc;

    KitDatabase(UserDirectory users, JdbcClient jdbc) {
        this.users = users;
        this.jdbc = jdbc;
    }

    /**
     * Marks an empty database as the kit's.
     *
     * @throws IllegalStateException if it has users who are not a kit's
     */
    void claim() {
        boolean marked = jdbc.sql("SELECT EXISTS (SELECT 1 FROM runtime_homes WHERE name = :mark)")
                .param("mark", MARK)
                .query(Boolean.class)
                .single();
        if (!marked && users.anyUser()) {
            throw new IllegalStateException(
                    "The database has users who were not created by a test kit. The kit would delete them,"
                            + " so it does not start. Set berth.home to an empty folder, and remove berth.database.url");
        }
        if (!marked) {
            jdbc.sql("INSERT INTO runtime_homes (name) VALUES (:mark)")
                    .param("mark", MARK)
                    .update();
        }
    }
}
