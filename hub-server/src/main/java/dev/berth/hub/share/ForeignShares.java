package dev.berth.hub.share;

import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Shares that another hub recorded, for an import. Their owners were checked there. */
@Component
public class ForeignShares {

    /** They stand for permissions of their holder, and cannot be limited to a server. */
    private static final Set<String> NOT_OF_A_SERVER = Set.of("self", "inherit");

    private final ShareGrants grants;
    private final Shares shares;
    private final ScopeCatalog catalog;

    ForeignShares(ShareGrants grants, Shares shares, ScopeCatalog catalog) {
        this.grants = grants;
        this.shares = shares;
        this.catalog = catalog;
    }

    /** The result of importing a share. */
    public sealed interface Outcome {
        record Imported() implements Outcome {}

        /** The recipient has all of its scopes already. */
        record KnownAlready() implements Outcome {}

        /** Not imported; the reason is a sentence. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Imports a share in the caller's transaction. Whatever their filter was, its scopes are limited to the server.
     *
     * @param server empty for the owner's default server
     */
    public Outcome bring(User owner, String server, Recipient recipient, List<String> scopes, Actor actor) {
        Set<String> names = new TreeSet<>();
        for (String text : scopes) {
            Optional<Scope> scope = catalog.parse(text);
            if (scope.isEmpty() || NOT_OF_A_SERVER.contains(scope.get().name())) {
                return new Outcome.Refused("Berth cannot share the scope " + text + ".");
            }
            names.add(scope.get().name());
        }
        if (names.isEmpty()) {
            return new Outcome.Refused("It does not have any scopes.");
        }
        SharedServer shared = new SharedServer(owner.id(), owner.name().value(), server);
        boolean known = shares.find(shared, recipient)
                .filter(share -> share.names().containsAll(names))
                .isPresent();
        return known
                ? new Outcome.KnownAlready()
                : switch (grants.grant(shared, recipient, names, actor)) {
                    case ShareOutcome.Done<Share> _ -> new Outcome.Imported();
                    case ShareOutcome.Refused<Share>(ShareRefusal why) -> new Outcome.Refused(reason(why));
                };
    }

    private static String reason(ShareRefusal why) {
        return switch (why) {
            case ShareRefusal.NoSuchServer() -> "The server was not imported.";
            case ShareRefusal.NoSuchRecipient _ -> "The user or group with whom it is shared was not imported.";
            case ShareRefusal.TooMany(int limit) ->
                "The server is shared with " + limit + " users and groups, the maximum.";
            case ShareRefusal.UnknownScope _,
                    ShareRefusal.ForeignFilter _,
                    ShareRefusal.NotHeld _,
                    ShareRefusal.NameNotReadable _ -> "It cannot be shared here.";
        };
    }
}
