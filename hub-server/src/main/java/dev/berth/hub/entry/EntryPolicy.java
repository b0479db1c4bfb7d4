package dev.berth.hub.entry;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Principal;
import dev.berth.hub.access.Target;
import dev.berth.hub.user.User;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides how callers get access to servers. The scope {@code access:servers} is required; if only the built-in role {@code admin} grants
 * it, the administrator must also have given a reason. A configured role with {@code access:servers}, limited or not, does not require a
 * reason: programs get access this way, and the configuration documents it.
 */
@Component
public class EntryPolicy {

    private static final String SCOPE = "access:servers";

    private final Callers callers;
    private final ServerEntries entries;

    EntryPolicy(Callers callers, ServerEntries entries) {
        this.callers = callers;
        this.entries = entries;
    }

    /** How this caller gets access to this server, whether or not it is running. */
    public EntryDecision of(Caller caller, String ownerName, String serverName) {
        Target target = new Target.OfServer(ownerName, serverName);
        if (!caller.scopes().allow(SCOPE, target, caller.groups())) {
            return EntryDecision.DENIED;
        }
        boolean byRight = !caller.admin()
                || isOwner(caller, ownerName)
                || callers.scopesWithoutAdmin(caller).allow(SCOPE, target, caller.groups());
        // A program cannot be asked for a reason: it needs a configured role, otherwise access is denied.
        EntryDecision otherwise = caller.isService() ? EntryDecision.DENIED : EntryDecision.REASON_REQUIRED;
        return byRight ? EntryDecision.ALLOWED : otherwise;
    }

    private static boolean isOwner(Caller caller, String ownerName) {
        return caller.principal() instanceof Principal.Person(User user)
                && user.name().value().equals(ownerName);
    }

    /** Until when this caller has access to this server; empty if there is currently no access. */
    public Optional<Instant> openUntil(Caller caller, User owner, String serverName) {
        Instant end = caller.credential().until();
        return switch (of(caller, owner.name().value(), serverName)) {
            case ALLOWED -> Optional.of(end);
            case REASON_REQUIRED ->
                entries.openUntil(caller.userId(), owner.id(), serverName)
                        .map(until -> until.isBefore(end) ? until : end);
            case DENIED -> Optional.empty();
        };
    }
}
