package dev.berth.proxy.http;

import dev.berth.proxy.peer.PeerAccounts;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests through only to the account under which a server runs. The port of a server that has ended by itself can be bound by any
 * other user of the machine before the hub has noticed, and while no hub runs, for as long as they like.
 */
final class ServerAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(ServerAccounts.class);

    private final PeerAccounts peers;
    /** Of each path, the generation for which it was last reported: open tabs ask again and again. */
    private final Map<String, Long> reported = new ConcurrentHashMap<>();

    ServerAccounts(PeerAccounts peers) {
        this.peers = peers;
    }

    /** The same request, unsent, if its connection leads to the right account; otherwise the connection is closed and this fails. */
    Future<HttpClientRequest> check(HttpClientRequest upstream, Route route) {
        Long expected = route.uid();
        if (expected == null) {
            return Future.succeededFuture(upstream);
        }
        return peers.of(upstream.connection())
                .compose(account -> account.equals(expected)
                        ? Future.succeededFuture(upstream)
                        : Future.failedFuture("UID " + account + " holds the port"))
                .onFailure(failure -> {
                    var _ = upstream.connection().close();
                    report(route, expected, failure);
                });
    }

    private void report(Route route, long expected, Throwable failure) {
        Long before = reported.put(route.path(), route.generation());
        if (before == null || before != route.generation()) {
            LOG.warn("{} is not served by UID {}, so nothing was sent: {}", route, expected, failure.getMessage());
        }
    }
}
