package dev.berth.hub.routing;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Services may have lost permissions, or may have been removed, with the configuration of a hub that has just started: their grants are
 * revoked, so that proxies ask again.
 */
@Component
class ServiceGrants {

    private final RouteTable routes;
    private final TransactionTemplate transactions;

    ServiceGrants(RouteTable routes, TransactionTemplate transactions) {
        this.routes = routes;
        this.transactions = transactions;
    }

    @EventListener(ApplicationStartedEvent.class)
    void revoke() {
        transactions.executeWithoutResult(transaction -> routes.revokeOfServices());
    }
}
