package dev.berth.hub.signin.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.audit.TestAudit;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.signin.TestSignIn;
import dev.berth.hub.user.TestUsers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class FirstAdminTests {

    @Test
    void hubsThatStartAtOnceMakeOneAndPrintItsPasswordOnce() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        AuditLog audit = TestAudit.in(database);
        TestUsers users = new TestUsers(database, audit);
        PasswordHasher hasher = new PasswordHasher(2, 8);
        LocalAccounts accounts =
                new LocalAccounts(new JdbcLocalAccountRepository(database.jdbc()), hasher, users.accounts);
        FirstAdmin first = new FirstAdmin(
                users.directory,
                users.accounts,
                accounts,
                audit,
                database.jdbc(),
                database.transactions(),
                TestSignIn.properties("root-of-hub"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<Callable<Boolean>> hubs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hubs.add(() -> first.make(new PrintStream(printed, true)));
        }
        int made = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var hub : threads.invokeAll(hubs)) {
                made += hub.get() ? 1 : 0;
            }
        }
        assertThat(made).isOne();
        assertThat(printed.toString()).hasLineCount(1).startsWith("First start: sign in as \"root-of-hub\"");
        String password = printed.toString().strip().replaceAll(".* ", "");
        assertThat(accounts.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("root-of-hub", password))
                        .isAuthenticated())
                .isTrue();
        assertThat(first.make(System.out)).isFalse();
    }
}
