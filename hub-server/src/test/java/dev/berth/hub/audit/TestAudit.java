package dev.berth.hub.audit;

import dev.berth.hub.database.TestDatabase;

/** The audit log of a test database. */
public final class TestAudit {

    private TestAudit() {}

    public static AuditLog in(TestDatabase database) {
        return new JdbcAuditLog(database.jdbc(), event -> {});
    }
}
