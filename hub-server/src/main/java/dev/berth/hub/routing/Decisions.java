package dev.berth.hub.routing;

import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Grant;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides whether a credential can use a route. An approval is a grant on the feed, appended while the head is locked, so that a sign-out
 * is either visible here or comes after the grant.
 */
@Component
class Decisions {

    private static final Decision NO = new Decision(false, 0);

    private final FeedRepository feed;
    private final RouteTable routes;
    private final ServerDirectory servers;
    private final Callers callers;
    private final UserDirectory users;
    private final EntryPolicy entryPolicy;
    private final RoutingProperties properties;
    private final TransactionTemplate transaction;

    Decisions(
            FeedRepository feed,
            RouteTable routes,
            ServerDirectory servers,
            Callers callers,
            UserDirectory users,
            EntryPolicy entryPolicy,
            RoutingProperties properties,
            TransactionTemplate transaction) {
        this.feed = feed;
        this.routes = routes;
        this.servers = servers;
        this.callers = callers;
        this.users = users;
        this.entryPolicy = entryPolicy;
        this.properties = properties;
        this.transaction = transaction;
    }

    Decision decide(DecisionRequest request) {
        // A first check without the lock: most denials never need it.
        if (permitted(request).isEmpty()) {
            return NO;
        }
        Decision decision = transaction.execute(status -> {
            feed.lockHead();
            return permitted(request)
                    .map(permit -> {
                        Grant grant = new Grant(request.credential(), request.path(), permit.until());
                        return new Decision(true, routes.grant(grant, permit.userId()));
                    })
                    .orElse(NO);
        });
        return decision;
    }

    /**
     * An approval and its maximum duration.
     *
     * @param userId the user whose loss of permissions ends it earlier; {@link RouteTable#NOBODY} for a service
     */
    private record Permit(long userId, Instant until) {}

    private Optional<Permit> permitted(DecisionRequest request) {
        Optional<ServerView> server = servers.routed(request.path());
        Optional<User> owner = server.flatMap(view -> users.byId(view.userId()));
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        Instant latest = feed.now().plus(properties.grantTime());
        return callers.find(kind(request.kind()), request.credential())
                .flatMap(caller -> entryPolicy
                        .openUntil(caller, owner.get(), server.get().name())
                        .map(until -> new Permit(
                                caller.isService() ? RouteTable.NOBODY : caller.userId(),
                                until.isBefore(latest) ? until : latest)));
    }

    private static Credential.Kind kind(DecisionRequest.CredentialType kind) {
        return switch (kind) {
            case SESSION -> Credential.Kind.SESSION;
            case TOKEN -> Credential.Kind.TOKEN;
        };
    }
}
