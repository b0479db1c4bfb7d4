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
 * Decides how callers come into servers. The scope {@code access:servers} decides whether; where it comes from the built-in role {@code
 * admin} alone, the administrator must also have said why. A role of the configuration that names {@code access:servers}, limited or not,
 * needs no reason: that is how programs come in, and it is written down where the configuration is.
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

    /** How this caller comes into this server, running or not. */
    public EntryDecision of(Caller caller, String ownerName, String serverName) {
        Target target = new Target.OfServer(ownerName, serverName);
        if (!caller.scopes().allow(SCOPE, target, caller.groups())) {
            return EntryDecision.DENIED;
        }
        boolean byRight = !caller.admin()
                || isOwner(caller, ownerName)
                || callers.scopesWithoutAdmin(caller).allow(SCOPE, target, caller.groups());
        // Nobody can ask a program for its reason: it has a role of its own, or stays outside.
        EntryDecision otherwise = caller.isService() ? EntryDecision.DENIED : EntryDecision.REASON_REQUIRED;
        return byRight ? EntryDecision.ALLOWED : otherwise;
    }

    private static boolean isOwner(Caller caller, String ownerName) {
        return caller.principal() instanceof Principal.Person(User user)
                && user.name().value().equals(ownerName);
    }

    /** Until when this caller may be in this server; empty when they may not be there now. */
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
