package dev.berth.hub.routing;

import dev.berth.hub.server.ServerEvent;
import dev.berth.hub.share.ShareWithdrawn;
import dev.berth.hub.user.UserEvent;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes routes, grants and withdrawals, each in the caller's transaction, both to the tables and to the feed. */
@Component
class RouteTable {

    /** The user id of a service's grants, which do not belong to a user. */
    static final long NOBODY = 0;

    private final FeedRepository feed;
    private final RouteRepository routes;

    RouteTable(FeedRepository feed, RouteRepository routes) {
        this.feed = feed;
        this.routes = routes;
    }

    @EventListener
    void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.Answers answers -> put(answers.serverId(), answers.route());
            case ServerEvent.Withdrawn withdrawn -> remove(withdrawn.path());
            case ServerEvent.Requested ignored -> {}
            case ServerEvent.Ended ignored -> {}
            case ServerEvent.Removed ignored -> {}
            case ServerEvent.Described ignored -> {}
            case ServerEvent.Renamed ignored -> {}
        }
    }

    private void put(long serverId, Route route) {
        feed.lockHead();
        routes.put(serverId, null, route);
        feed.append(seq -> new Change.PutRoute(seq, route));
    }

    void putService(String name, Route route) {
        feed.lockHead();
        routes.put(null, name, route);
        feed.append(seq -> new Change.PutRoute(seq, route));
    }

    void removeService(String path) {
        remove(path);
    }

    private void remove(String path) {
        feed.lockHead();
        if (routes.remove(path)) {
            feed.append(seq -> new Change.RemoveRoute(seq, path));
        }
    }

    /** The caller holds the feed's head and has checked the credential after locking it. */
    long grant(Grant grant, long userId) {
        routes.grant(grant, userId);
        return feed.append(seq -> new Change.AddGrant(seq, grant));
    }

    /** Permissions may have been lost: the grants of this user's credentials are revoked, so that proxies ask again. */
    @EventListener
    void on(UserEvent event) {
        switch (event) {
            case UserEvent.AdminChanged changed -> revoke(changed.user().id());
            // Other users may have had access to this user's servers because of the group.
            case UserEvent.GroupsChanged changed -> {
                revoke(changed.user().id());
                revokeVisitors(changed.user().id());
            }
            case UserEvent.Renamed changed -> revoke(changed.user().id());
            case UserEvent.Created _, UserEvent.Enabled _, UserEvent.Disabled _, UserEvent.Deleted _ -> {}
            case UserEvent.Settled _ -> {}
        }
    }

    /** Users may have lost permissions on a server that was shared with them. */
    @EventListener
    void on(ShareWithdrawn event) {
        feed.lockHead();
        tell(routes.revoke(event));
    }

    void revokeOfServices() {
        revoke(NOBODY);
    }

    private void revoke(long userId) {
        feed.lockHead();
        tell(routes.revokeAllOf(userId));
    }

    private void revokeVisitors(long userId) {
        feed.lockHead();
        tell(routes.revokeVisitorsOf(userId));
    }

    private void tell(List<Grant> revoked) {
        for (Grant grant : revoked) {
            feed.append(seq -> new Change.Revoke(seq, grant.path(), grant.credential()));
        }
    }

    void withdraw(List<Withdrawal> withdrawals) {
        feed.lockHead();
        for (Withdrawal withdrawal : withdrawals) {
            routes.withdraw(withdrawal);
            feed.append(seq -> new Change.Withdraw(seq, withdrawal));
        }
    }
}
