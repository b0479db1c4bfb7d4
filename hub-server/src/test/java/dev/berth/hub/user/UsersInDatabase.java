package dev.berth.hub.user;

import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.audit.TestAudit;
import dev.berth.hub.database.TestDatabase;

/** Users in a real database, one for all classes that extend this. Each test uses its own names and numbers. */
abstract class UsersInDatabase {

    static final TestDatabase DATABASE = TestDatabase.fresh();
    final AuditLog audit = TestAudit.in(DATABASE);
    final TestUsers users = new TestUsers(DATABASE, audit);

    AccountOutcome claim(String name, long uid, Long gid, boolean machine) {
        return users.accounts.create(
                new NewUser(new UserName(name), null, false, new PosixClaim(uid, gid, machine)), TestUsers.ACTOR);
    }
}
