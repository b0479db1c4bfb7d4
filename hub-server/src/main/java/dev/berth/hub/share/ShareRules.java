package dev.berth.hub.share;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Scope;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.access.ScopeFilter;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Which servers can be shared, and which scopes by whom. */
@Component
class ShareRules {

    private static final Set<String> STANDARD = Set.of("access:servers");

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final Access access;
    private final ScopeCatalog catalog;

    ShareRules(UserDirectory users, ServerDirectory servers, Access access, ScopeCatalog catalog) {
        this.users = users;
        this.servers = servers;
        this.access = access;
        this.catalog = catalog;
    }

    /** A server by the names in a path. A user's default server can be shared before it is started for the first time. */
    Optional<SharedServer> server(String owner, String name) {
        return users.byName(owner)
                .filter(user -> name.isEmpty() || servers.find(user.id(), name).isPresent())
                .map(user -> new SharedServer(user.id(), user.name().value(), name));
    }

    /** The names of requested scopes, if a caller can share all of them; without a request, access to the server. */
    ShareOutcome<Set<String>> grantable(Caller caller, SharedServer server, List<String> texts) {
        Set<String> names = new TreeSet<>(texts.isEmpty() ? STANDARD : Set.of());
        for (String text : texts) {
            Optional<Scope> scope = catalog.parse(text);
            if (scope.isEmpty()) {
                return new ShareOutcome.Refused<>(new ShareRefusal.UnknownScope(text));
            }
            if (!isOf(server, scope.get())) {
                String allowed = new Scope(scope.get().name(), server.filter()).toString();
                return new ShareOutcome.Refused<>(new ShareRefusal.ForeignFilter(text, allowed));
            }
            names.add(scope.get().name());
        }
        Target target = new Target.OfServer(server.owner(), server.name());
        return names.stream()
                .filter(name -> !access.allows(caller, name, target))
                .findFirst()
                .<ShareOutcome<Set<String>>>map(name -> new ShareOutcome.Refused<>(
                        new ShareRefusal.NotHeld(new Scope(name, server.filter()).toString())))
                .orElseGet(() -> new ShareOutcome.Done<>(names));
    }

    /** The names of the scopes that a request takes away. A scope that is limited to something else is none of them. */
    ShareOutcome<Set<String>> revocable(SharedServer server, List<String> texts) {
        Set<String> names = new TreeSet<>();
        for (String text : texts) {
            Optional<Scope> scope = catalog.parse(text);
            if (scope.isEmpty()) {
                return new ShareOutcome.Refused<>(new ShareRefusal.UnknownScope(text));
            }
            scope.filter(each -> isOf(server, each)).ifPresent(each -> names.add(each.name()));
        }
        return new ShareOutcome.Done<>(names);
    }

    private static boolean isOf(SharedServer server, Scope scope) {
        return scope.filter() instanceof ScopeFilter.All || scope.filter().equals(server.filter());
    }
}
