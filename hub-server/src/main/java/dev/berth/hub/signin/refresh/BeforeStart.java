package dev.berth.hub.signin.refresh;

import dev.berth.hub.access.StillHere;
import dev.berth.hub.session.IdentityProperties;
import dev.berth.hub.session.SessionIdentities;
import dev.berth.hub.session.SessionIdentity;
import dev.berth.hub.signin.IdentitySources;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Before a start, each provider that is linked to the user is asked, using the user's last session if there is one. One provider that
 * confirms the user, or that cannot be asked, is sufficient; so is an identity whose provider cannot be queried at all, such as a built-in
 * account.
 */
@Component
class BeforeStart implements StillHere {

    /** A person with more sessions than this, all of which have ended, has to try twice. */
    private static final int MOST_SESSIONS = 5;

    private final IdentityProperties properties;
    private final SessionIdentities sessions;
    private final IdentitySources sources;
    private final IdentityRefresh refresh;
    private final UserDirectory users;

    BeforeStart(
            IdentityProperties properties,
            SessionIdentities sessions,
            IdentitySources sources,
            IdentityRefresh refresh,
            UserDirectory users) {
        this.properties = properties;
        this.sessions = sessions;
        this.sources = sources;
        this.refresh = refresh;
        this.users = users;
    }

    @Override
    public boolean mayStart(User user) {
        List<UserIdentity> identities = users.identities(user.id());
        if (identities.stream()
                .noneMatch(identity -> sources.of(identity.provider()).isPresent())) {
            return true;
        }
        return !properties.beforeStart()
                ? identities.stream().anyMatch(identity -> identity.goneSince() == null)
                : sessions.askedWithin(user.id(), properties.beforeStartAge()) || ask(user, identities);
    }

    private boolean ask(User user, List<UserIdentity> identities) {
        Map<String, RefreshResult> verdicts = bySessions(user);
        for (UserIdentity identity : identities) {
            verdicts.computeIfAbsent(
                    key(identity.provider(), identity.subject()), key -> withoutSession(user, identity));
        }
        return verdicts.values().stream()
                .anyMatch(verdict -> verdict == RefreshResult.HERE || verdict == RefreshResult.UNKNOWN);
    }

    /** A session that has ended says nothing about another session of the same person, which is queried next. */
    private Map<String, RefreshResult> bySessions(User user) {
        Map<String, RefreshResult> verdicts = new HashMap<>();
        boolean more = true;
        for (int round = 0; more && round < MOST_SESSIONS; round++) {
            more = false;
            for (SessionIdentity claimed : sessions.claimOf(user.id())) {
                RefreshResult verdict = refresh.refresh(claimed);
                verdicts.put(key(claimed.provider(), claimed.subject()), verdict);
                more |= verdict == RefreshResult.ENDED;
            }
        }
        return verdicts;
    }

    private static String key(String provider, String subject) {
        return provider + " " + subject;
    }

    private RefreshResult withoutSession(User user, UserIdentity identity) {
        if (sources.of(identity.provider()).isEmpty()) {
            return RefreshResult.HERE;
        }
        RefreshResult verdict = refresh.refresh(user, identity.provider(), identity.subject());
        return verdict == RefreshResult.UNKNOWN && identity.goneSince() != null ? RefreshResult.GONE : verdict;
    }
}
