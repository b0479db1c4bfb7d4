package dev.berth.hub.signin.password;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import dev.berth.spi.identity.ExternalIdentity;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time links with which a person chooses the password of a built-in account; for an existing account, it replaces the password. */
@Component
public class Invitations {

    private final JdbcClient jdbc;
    private final UserDirectory directory;
    private final UserAccounts users;
    private final LocalAccounts accounts;
    private final PasswordRules rules;
    private final BrowserSessions sessions;
    private final SignIn signIn;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Withdrawals withdrawals;
    private final Links links;
    private final Duration lifetime;

    Invitations(
            JdbcClient jdbc,
            Accounts people,
            BrowserSessions sessions,
            SignIn signIn,
            AuditLog audit,
            TransactionTemplate transactions,
            Withdrawals withdrawals,
            Links links,
            SignInProperties properties) {
        this.jdbc = jdbc;
        this.directory = people.directory();
        this.users = people.users();
        this.accounts = people.local();
        this.rules = people.rules();
        this.sessions = sessions;
        this.signIn = signIn;
        this.audit = audit;
        this.transactions = transactions;
        this.withdrawals = withdrawals;
        this.links = links;
        this.lifetime = properties.invitationLifetime();
    }

    /** The collaborators of an invitation, grouped. */
    @Component
    record Accounts(UserDirectory directory, UserAccounts users, LocalAccounts local, PasswordRules rules) {}

    /** The result of accepting an invitation. */
    sealed interface Acceptance {
        record In(IssuedSession session) implements Acceptance {}

        record Wrong(String messageKey) implements Acceptance {}

        /** The password is set, but the second factor is required before the sign-in. */
        record Code(SignInOutcome.CodeWanted wanted) implements Acceptance {}
    }

    /**
     * Creates an invitation for a name, whether or not an account with that name exists.
     *
     * @return the path with the code in its fragment, which never appears on a server or in a log
     * @throws IllegalArgumentException if the caller is not an administrator, because only administrators can set other people's passwords
     */
    public String invite(UserName name, Caller admin, @Nullable String address) {
        if (!admin.admin()) {
            throw new IllegalArgumentException(admin.name() + " cannot invite users, because only administrators can");
        }
        String code = CredentialHash.newValue();
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql("""
                    INSERT INTO invitations (hash, name, created_by, expires)
                    VALUES (:hash, :name, :by, now() + :seconds * interval '1 second')""")
                    .param("hash", hash(code))
                    .param("name", name.value())
                    .param("by", admin.isService() ? null : admin.userId())
                    .param("seconds", lifetime.toSeconds())
                    .update();
            audit.record(new AuditEvent(
                    AuditAction.INVITATION_CREATED,
                    admin.actor(address),
                    target(name),
                    Map.of("expires", lifetime.toString())));
        });
        return links.url("/hub/invite") + "#" + code;
    }

    /** Accepts an invitation: sets the password, creates the account if necessary, and signs in. */
    Acceptance accept(String code, String password, String repeated, Visitor visitor) {
        Optional<UserName> name = code.length() > CredentialHash.MAX_LENGTH ? Optional.empty() : invited(code);
        if (name.isEmpty()) {
            return new Acceptance.Wrong("signin.invite.invalid");
        }
        Optional<String> problem = rules.problem(name.get(), password, repeated);
        if (problem.isPresent()) {
            return new Acceptance.Wrong(problem.get());
        }
        String hash = accounts.hash(password);
        return withdrawals.<Acceptance>inTransaction(withdraw -> {
            if (!claim(code)) {
                return new Acceptance.Wrong("signin.invite.invalid");
            }
            User user = directory.byName(name.get()).orElseGet(() -> create(name.get()));
            Actor actor = Actor.user(user.id(), user.name().value(), null, visitor.address());
            accounts.set(user, hash, false, actor);
            audit.record(AuditEvent.of(AuditAction.INVITATION_ACCEPTED, actor, target(name.get())));
            sessions.endAll(withdraw, user, "invitation accepted", actor);
            return enter(user, visitor);
        });
    }

    /** Invalidates open invitations for a name, in the caller's transaction: an older link must not undo a newer decision. */
    void withdrawOpen(UserName name) {
        jdbc.sql("UPDATE invitations SET used = now() WHERE name = :name AND used IS NULL")
                .param("name", name.value())
                .update();
    }

    private Acceptance enter(User user, Visitor visitor) {
        ExternalIdentity identity = ExternalIdentity.of(
                SignInProperties.LOCAL, Long.toString(user.id()), user.name().value());
        return switch (signIn.enterLocal(user, identity, visitor)) {
            case SignInOutcome.Admitted admitted -> new Acceptance.In(admitted.session());
            case SignInOutcome.CodeWanted wanted -> new Acceptance.Code(wanted);
            case SignInOutcome.Refused _ -> new Acceptance.Wrong("signin.invite.invalid");
        };
    }

    private Optional<UserName> invited(String code) {
        return jdbc.sql("SELECT name FROM invitations WHERE hash = :hash AND used IS NULL AND expires > now()")
                .param("hash", hash(code))
                .query((row, number) -> new UserName(row.getString(1)))
                .optional();
    }

    /** If several requests arrive at the same time, only one of them changes the row. */
    private boolean claim(String code) {
        return jdbc.sql("UPDATE invitations SET used = now() WHERE hash = :hash AND used IS NULL AND expires > now()")
                        .param("hash", hash(code))
                        .update()
                == 1;
    }

    private User create(UserName name) {
        AccountOutcome outcome = users.create(NewUser.named(name), Actor.policy("invitation"));
        if (outcome instanceof AccountOutcome.Done(User user)) {
            return user;
        }
        throw new IllegalStateException("The invited account \"" + name + "\" cannot be created: " + outcome);
    }

    private static byte[] hash(String code) {
        return HexFormat.of().parseHex(CredentialHash.sha256(code));
    }

    private static Target target(UserName name) {
        return new Target(Target.Kind.INVITATION, name.value());
    }
}
