package dev.berth.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.Schema;
import dev.berth.hub.server.SharedHub;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tables a backup contains, and in which order they can be loaded. Nothing that a test writes is committed. */
class TablesTests {

    private Connection connection;
    private Tables tables;

    @BeforeEach
    void connect() throws Exception {
        connection = SharedHub.HUB.bean(Schema.class).connect();
        connection.setAutoCommit(false);
        tables = new Tables(connection);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.rollback();
        connection.close();
    }

    @Test
    void aTableComesAfterTheOnesThatItRefersTo() throws Exception {
        List<String> order = tables.inOrder();
        assertThat(order).doesNotHaveDuplicates();
        List<String> references = tables.rows("""
                select a.relname || ' ' || b.relname from pg_constraint c
                join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
                where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.oid <> b.oid
                """);
        assertThat(references).hasSizeGreaterThan(5);
        for (String reference : references) {
            String[] names = reference.split(" ");
            if (order.contains(names[0])) {
                assertThat(order).as(reference).containsSubsequence(names[1], names[0]);
            }
        }
    }

    @Test
    void whatCannotBeMadeAgainIsSavedAndWhatOnlyRunningHubsNeedIsNot() throws Exception {
        assertThat(tables.inOrder())
                .contains(
                        "users", "identities", "uids", "keys", "api_tokens", "servers", "audit_events", "usage_records")
                .doesNotContain("flyway_schema_history", "leases", "routes", "grants", "feed_changes", "proxies")
                .doesNotContain("usage_rolled", "usage_days");
    }
}
