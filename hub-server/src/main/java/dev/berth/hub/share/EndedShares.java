package dev.berth.hub.share;

import dev.berth.hub.server.ServerEvent;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Shares and codes end with their server and with their users, and are renamed with it, in the same transaction. The proxies need not be told: the route has been
 * withdrawn, and so have the credentials of a user who is deleted.
 */
@Component
class EndedShares {

    private final JdbcShareRepository shares;
    private final JdbcShareCodeRepository codes;
    private final UserDirectory users;

    EndedShares(JdbcShareRepository shares, JdbcShareCodeRepository codes, UserDirectory users) {
        this.shares = shares;
        this.codes = codes;
        this.users = users;
    }

    @EventListener
    void removed(ServerEvent.Removed event) {
        users.byName(event.userName()).ifPresent(owner -> {
            shares.deleteOf(owner.id(), event.serverName());
            var _ = codes.deleteOf(owner.id(), event.serverName());
        });
    }

    /** What is shared of a server stays shared under its new name. */
    @EventListener
    void renamed(ServerEvent.Renamed event) {
        shares.rename(event.userId(), event.from(), event.serverName());
        codes.rename(event.userId(), event.from(), event.serverName());
    }

    /** First of all listeners, because others lock the head of the feed, which comes after shares in the order of locks. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void deleted(UserEvent.Deleted event) {
        shares.deleteOfUser(event.user().id());
    }
}
