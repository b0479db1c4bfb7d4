package dev.berth.hub.routing;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Grant;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides whether a credential may use a route. A yes is a grant on the feed, appended while the head is locked, so that a sign-out is
 * either seen here or comes after the grant.
 */
@Component
class Decisions {

    private static final Decision NO = new Decision(false, 0);

    private final FeedRepository feed;
    private final RouteTable routes;
    private final ServerDirectory servers;
    private final Callers callers;
    private final Access access;
    private final RoutingProperties properties;
    private final TransactionTemplate transaction;

    Decisions(
            FeedRepository feed,
            RouteTable routes,
            ServerDirectory servers,
            Callers callers,
            Access access,
            RoutingProperties properties,
            TransactionTemplate transaction) {
        this.feed = feed;
        this.routes = routes;
        this.servers = servers;
        this.callers = callers;
        this.access = access;
        this.properties = properties;
        this.transaction = transaction;
    }

    Decision decide(DecisionRequest request) {
        // A first look without the lock: most questions that end in a no never reach it.
        if (permitted(request).isEmpty()) {
            return NO;
        }
        Decision decision = transaction.execute(status -> {
            feed.lockHead();
            return permitted(request)
                    .map(caller -> {
                        Instant until = until(caller.credential());
                        long seq =
                                routes.grant(new Grant(request.credential(), request.path(), until), caller.userId());
                        return new Decision(true, seq);
                    })
                    .orElse(NO);
        });
        return decision;
    }

    private Optional<Caller> permitted(DecisionRequest request) {
        Optional<ServerView> server = servers.routed(request.path());
        if (server.isEmpty()) {
            return Optional.empty();
        }
        Target target =
                new Target.OfServer(server.get().userName(), server.get().name());
        return callers.find(kind(request.kind()), request.credential())
                .filter(caller -> access.allows(caller, "access:servers", target));
    }

    private Instant until(Credential credential) {
        Instant latest = Instant.now().plus(properties.grantTime());
        return credential.until().isBefore(latest) ? credential.until() : latest;
    }

    private static Credential.Kind kind(DecisionRequest.Kind kind) {
        return switch (kind) {
            case SESSION -> Credential.Kind.SESSION;
            case TOKEN -> Credential.Kind.TOKEN;
        };
    }
}
