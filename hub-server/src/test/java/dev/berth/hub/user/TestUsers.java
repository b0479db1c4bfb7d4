package dev.berth.hub.user;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.ServerStateConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Users in a real database, without a Spring context. */
public final class TestUsers {

    public static final Actor ACTOR = Actor.policy("test");

    public final List<Object> events = new ArrayList<>();
    public final UserDirectory directory;
    public final UserAccounts accounts;
    public final Groups groups;

    public TestUsers(TestDatabase database, AuditLog audit) {
        this(database, audit, new UserProperties(20_000, 59_999, List.of()));
    }

    TestUsers(TestDatabase database, AuditLog audit, UserProperties properties) {
        ApplicationEventPublisher publisher = events::add;
        JdbcUserRepository users = new JdbcUserRepository(
                database.jdbc(),
                new StaticListableBeanFactory(Map.of("servers", new ServerStateConditions()))
                        .getBeanProvider(ServerConditions.class));
        UidRegistry uids = new UidRegistry(database.jdbc(), new MachineAccounts(), properties);
        directory = new UserDirectory(users);
        accounts = new UserAccounts(users, uids, audit, publisher, database.transactions());
        groups = new Groups(new JdbcGroupRepository(database.jdbc()), users, audit, publisher, database.transactions());
    }

    /** Creates an account; this must succeed. */
    public User make(String name) {
        return make(new NewUser(new UserName(name), null, false, null));
    }

    public User makeAdmin(String name) {
        return make(new NewUser(new UserName(name), null, true, null));
    }

    public User make(NewUser wish) {
        AccountOutcome outcome = accounts.create(wish, ACTOR);
        if (outcome instanceof AccountOutcome.Done(User user)) {
            return user;
        }
        throw new IllegalStateException(outcome.toString());
    }
}
