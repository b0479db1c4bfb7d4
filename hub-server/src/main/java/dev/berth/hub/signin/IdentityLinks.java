package dev.berth.hub.signin;

import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import org.springframework.stereotype.Component;

/** Links additional identities to a user, or unlinks them, at an administrator's request. */
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

    /** The result of a change. */
    public sealed interface LinkResult {
        record Done() implements LinkResult {}

        /** The reason is a sentence for administrators. */
        record Refused(String reason) implements LinkResult {}
    }

    /** Ids of the providers whose identities can be linked. */
    public List<String> providers() {
        return properties.providers().keySet().stream()
                .filter(id -> !id.equals(SignInProperties.LOCAL))
                .sorted()
                .toList();
    }

    public LinkResult link(User user, String provider, String subject, Actor actor) {
        if (provider.equals(SignInProperties.LOCAL)) {
            return new LinkResult.Refused(
                    "The identity of a built-in account cannot be linked. Create a password link instead");
        }
        if (!providers().contains(provider)) {
            return new LinkResult.Refused(
                    "berth.signin.providers does not contain this provider, so people could not sign in with it");
        }
        if (subject.isBlank()
                || subject.length() > MAX_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            return new LinkResult.Refused("A subject must have 1 to " + MAX_SUBJECT + " printable characters");
        }
        return accounts.link(user, provider, subject, actor)
                ? new LinkResult.Done()
                : new LinkResult.Refused(directory
                        .byIdentity(provider, subject)
                        .map(owner -> "This identity is already linked to " + owner.name())
                        .orElse("This identity is already linked to a user"));
    }

    /** Ends the user's sessions as well, because one of them may come from this identity; false if it is not linked to this user. */
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
