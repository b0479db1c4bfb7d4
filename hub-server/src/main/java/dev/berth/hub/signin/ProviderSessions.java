package dev.berth.hub.signin;

import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.SessionIdentities;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The connection between providers and sessions: what is recorded when a session opens, and what ends at the provider's request. */
@Component
public class ProviderSessions {

    private static final Actor POLICY = Actor.policy("provider");

    private final SessionIdentities identities;
    private final IdentitySources sources;
    private final IdentitySync sync;
    private final Admission admission;
    private final BrowserSessions sessions;
    private final UserAccounts accounts;
    private final UserDirectory users;
    private final Withdrawals withdrawals;

    ProviderSessions(
            SessionIdentities identities,
            IdentitySources sources,
            IdentitySync sync,
            Admission admission,
            BrowserSessions sessions,
            UserAccounts accounts,
            UserDirectory users,
            Withdrawals withdrawals) {
        this.identities = identities;
        this.sources = sources;
        this.sync = sync;
        this.admission = admission;
        this.sessions = sessions;
        this.accounts = accounts;
        this.users = users;
        this.withdrawals = withdrawals;
    }

    /** Part of the transaction that opens a session: records the identity and provider from which it came. */
    void opened(IssuedSession session, AuthenticatedIdentity authenticated) {
        if (sources.has(authenticated.identity().provider())) {
            identities.keep(session, authenticated.identity(), authenticated.terms());
        }
    }

    /**
     * The provider confirms this user with these groups. Part of the caller's transaction.
     *
     * @return whether permissions have changed; the caller then calls {@link #settle} after its commit
     */
    public boolean vouched(User user, ExternalIdentity identity) {
        if (!(admission.judge(identity) instanceof Admission.Decision.Allowed allowed)) {
            return false;
        }
        accounts.markHere(identity.provider(), identity.subject());
        boolean groups = admission.rules(identity.provider()).manageGroups();
        return sync.apply(user, identity, groups, allowed.admin());
    }

    /** Returns when every proxy has applied the loss of permissions. */
    public void settle() {
        withdrawals.await();
    }

    /** Ends one session; returns when the proxies have applied it. */
    public void end(long userId, long session, String reason) {
        users.byId(userId).ifPresent(user -> sessions.end(user, "s" + session, reason, POLICY));
    }

    /**
     * Ends the open sessions that came from an identity, or from a session of the provider, one by one: a crash in between does not leave a
     * session half ended, and repeating the call ends the rest.
     *
     * @param subject null for every subject
     * @param providerSession null for all
     * @return the number of ended sessions
     */
    public int endAll(String provider, @Nullable String subject, @Nullable String providerSession, String reason) {
        var open = identities.open(provider, subject, providerSession);
        open.forEach(each -> end(each.userId(), each.session(), reason));
        return open.size();
    }

    /** The provider is certain that the person can no longer sign in. */
    public void gone(User user, String provider, String subject, String why) {
        accounts.markGone(user, provider, subject, why, POLICY);
        endAll(provider, subject, null, "the provider reports that the person is gone");
    }
}
