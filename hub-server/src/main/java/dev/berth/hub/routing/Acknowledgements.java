package dev.berth.hub.routing;

import dev.berth.hub.access.CredentialsWithdrawn;
import dev.berth.hub.access.WithdrawnCredential;
import dev.berth.spi.route.Withdrawal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts withdrawals on the feed, and waits until every connected proxy has applied them. */
@Component
class Acknowledgements implements CredentialsWithdrawn {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private final RouteTable routes;
    private final FeedRepository feed;
    private final ProxyRepository proxies;
    private final RoutesInForce inForce;
    private final RoutingProperties properties;

    Acknowledgements(
            RouteTable routes,
            FeedRepository feed,
            ProxyRepository proxies,
            RoutesInForce inForce,
            RoutingProperties properties) {
        this.routes = routes;
        this.feed = feed;
        this.proxies = proxies;
        this.inForce = inForce;
        this.properties = properties;
    }

    @Override
    public void withdrawn(List<WithdrawnCredential> credentials) {
        routes.withdraw(credentials.stream()
                .map(credential -> new Withdrawal(credential.hash(), credential.until()))
                .toList());
    }

    @Override
    public void awaitAcknowledged() {
        long seq = feed.head().seq();
        if (!inForce.await(seq)) {
            // The withdrawal is recorded, and a proxy that reconnects applies it before anything else.
            log.warn(
                    "Proxies {} have not acknowledged change {} of the feed within {}. Until they do, they may still accept"
                            + " withdrawn credentials, at most for berth.proxy.grace",
                    proxies.behind(seq),
                    seq,
                    properties.acknowledgeTimeout());
        }
    }
}
