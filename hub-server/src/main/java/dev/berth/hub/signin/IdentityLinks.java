package dev.berth.hub.signin;

import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets a further identity lead to a user, on an administrator's word, or one no more. */
@Component
public class IdentityLinks {

    private static final int MAX_SUBJECT = 512;

    private final UserAccounts accounts;
    private final UserDirectory directory;
    private final BrowserSessions sessions;
    private final Withdrawals withdrawals;
    private final SignInProperties properties;

    IdentityLinks(
            UserAccounts accounts,
            UserDirectory directory,
            BrowserSessions sessions,
            Withdrawals withdrawals,
            SignInProperties properties) {
        this.accounts = accounts;
        this.directory = directory;
        this.sessions = sessions;
        this.withdrawals = withdrawals;
        this.properties = properties;
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** The reason is a sentence for administrators. */
        record Refused(String reason) implements Outcome {}
    }

    /** Ids of the providers whose identities may be linked. */
    public List<String> providers() {
        return properties.providers().keySet().stream()
                .filter(id -> !id.equals(SignInProperties.LOCAL))
                .sorted()
                .toList();
    }

    public Outcome link(User user, String provider, String subject, Actor actor) {
        if (provider.equals(SignInProperties.LOCAL)) {
            return new Outcome.Refused("A built-in account is its user's own; make a password link instead");
        }
        if (!providers().contains(provider)) {
            return new Outcome.Refused("berth.signin.providers names no such provider; it could let nobody in");
        }
        if (subject.isBlank()
                || subject.length() > MAX_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            return new Outcome.Refused("A subject has 1 to " + MAX_SUBJECT + " characters that can be seen");
        }
        return accounts.link(user, provider, subject, actor)
                ? new Outcome.Done()
                : new Outcome.Refused(directory
                        .byIdentity(provider, subject)
                        .map(owner -> "This identity leads to " + owner.name() + " already")
                        .orElse("This identity leads to somebody already"));
    }

    /** Ends the user's sessions with it, because one of them may be its; false when it does not lead to this user. */
    public boolean unlink(User user, String provider, String subject, Actor actor) {
        return withdrawals.inTransaction(withdraw -> {
            boolean gone = accounts.unlink(user, provider, subject, actor);
            if (gone) {
                sessions.endAll(withdraw, user, "identity unlinked", actor);
            }
            return gone;
        });
    }
}
