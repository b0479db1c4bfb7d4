package dev.berth.hub.signin.password;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.io.PrintStream;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the first administrator if there are no users yet, with a password that can be used for one sign-in. */
@Component
@ConditionalOnWebApplication
@Order(0)
class FirstAdmin implements ApplicationRunner {

    private static final Actor POLICY = Actor.policy("first-start");
    private static final long LOCK = 0x626572746861646dL;

    private final UserDirectory directory;
    private final UserAccounts users;
    private final LocalAccounts accounts;
    private final AuditLog audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final UserName name;

    FirstAdmin(
            UserDirectory directory,
            UserAccounts users,
            LocalAccounts accounts,
            AuditLog audit,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            SignInProperties properties) {
        this.directory = directory;
        this.users = users;
        this.accounts = accounts;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.name = UserName.of(properties.admin()).orElseThrow();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        make(System.out);
    }

    /**
     * Runs under a lock, so that only one of two hubs that start at the same time creates the account; the password is printed before the
     * commit, so that an account is never created with an unknown password.
     */
    boolean make(PrintStream out) {
        if (directory.anyUser()) {
            return false;
        }
        String password = CredentialHash.newValue().substring(0, 20);
        String hash = accounts.hash(password);
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rows -> {});
            if (directory.anyUser()) {
                return false;
            }
            User admin = create();
            accounts.set(admin, hash, true, POLICY);
            audit.record(new AuditEvent(
                    AuditAction.PASSWORD_RESET,
                    POLICY,
                    AuditEvent.Target.user(name.value()),
                    Map.of("reason", "first start")));
            out.println("First start: sign in as \"" + name + "\" with the one-time password " + password);
            out.flush();
            return true;
        }));
    }

    private User create() {
        AccountOutcome outcome = users.create(new NewUser(name, null, true, null), POLICY);
        if (outcome instanceof AccountOutcome.Done(User user)) {
            return user;
        }
        throw new IllegalStateException("The first administrator \"" + name + "\" cannot be created: " + outcome);
    }
}
