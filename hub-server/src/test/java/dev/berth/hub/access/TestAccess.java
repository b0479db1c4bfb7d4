package dev.berth.hub.access;

import dev.berth.hub.audit.TestAudit;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.user.TestUsers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.databind.json.JsonMapper;

/** Tokens and callers in a real database, without a Spring context. */
public final class TestAccess implements CredentialsWithdrawn {

    public final List<WithdrawnCredential> withdrawn = new ArrayList<>();
    public int awaited;
    public final TestUsers users;
    public final Tokens tokens;
    public final Callers callers;
    public final Access access;
    public final Withdrawals withdrawals;

    public TestAccess(TestDatabase database) {
        this(database, new AccessProperties(List.of(), List.of(), null, 0, Duration.ofHours(1), List.of()));
    }

    TestAccess(TestDatabase database, AccessProperties properties) {
        users = new TestUsers(database, TestAudit.in(database));
        JdbcTokenRepository repository = new JdbcTokenRepository(database.jdbc());
        ScopeCatalog catalog = new ScopeCatalog(properties);
        Roles roles = new Roles(properties, users.groups, catalog, none());
        withdrawals = new Withdrawals(provider(this), database.transactions());
        tokens = new Tokens(
                repository,
                users.directory,
                roles,
                catalog,
                users.groups,
                TestAudit.in(database),
                withdrawals,
                database.transactions(),
                properties);
        callers = new Callers(
                provider(new TokenCredentials(repository)),
                users.directory,
                roles,
                users.groups,
                new Services(properties, new JdbcServiceRepository(database.jdbc(), JsonMapper.shared())),
                catalog);
        access = new Access();
    }

    static AccessProperties withMax(Duration max) {
        return new AccessProperties(List.of(), List.of(), max, 0, Duration.ofHours(1), List.of());
    }

    public static <T> ObjectProvider<T> provider(T bean) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return bean;
            }

            @Override
            public Stream<T> stream() {
                return Stream.of(bean);
            }
        };
    }

    private static <T> ObjectProvider<T> none() {
        return new ObjectProvider<>() {
            @Override
            public Stream<T> stream() {
                return Stream.empty();
            }
        };
    }

    @Override
    public void withdrawn(List<WithdrawnCredential> credentials) {
        withdrawn.addAll(credentials);
    }

    @Override
    public void awaitAcknowledged() {
        awaited++;
    }
}
