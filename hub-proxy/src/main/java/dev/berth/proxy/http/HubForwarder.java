package dev.berth.proxy.http;

import dev.berth.proxy.hub.Hub;
import dev.berth.proxy.hub.HubAddresses;
import dev.berth.proxy.hub.HubRequests;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.spawn.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards to a hub what does not belong to a user's server. */
final class HubForwarder {

    private static final Logger LOG = LoggerFactory.getLogger(HubForwarder.class);
    private static final Refusal AWAY = Refusal.of(503, "hub.away");

    /**
     * A hub reads this much even of a body that it rejects ({@code server.tomcat.max-swallow-size}). While receiving a longer one it closes the
     * connection, and its response would be lost.
     */
    private static final long LONGEST_BODY = 16 << 20;

    private final HubRequests requests;
    private final HubAddresses hubs;
    private final Supplier<Secret> secret;
    private final Answers answers;

    HubForwarder(HubRequests requests, HubAddresses hubs, Supplier<Secret> secret, Answers answers) {
        this.requests = requests;
        this.hubs = hubs;
        this.secret = secret;
        this.answers = answers;
    }

    void forward(Visit visit) {
        // The hub's internal port also serves what is for proxies only, so such requests are stopped here.
        if (visit.below().equals("/internal") || visit.below().startsWith("/internal/")) {
            answers.refuse(visit.request(), Refusal.of(404, "notFound"));
            return;
        }
        Refusal tooLong = Hygiene.tooLong(visit.request(), LONGEST_BODY);
        if (tooLong != null) {
            answers.refuse(visit.request(), tooLong);
            return;
        }
        send(visit, hubs.count());
    }

    /**
     * Nothing is sent before a connection is established, so trying the next hub repeats nothing. A hub that does not respond after it received
     * the request may still carry it out, so only safe requests are repeated elsewhere (RFC 9110, section 9.2.2).
     */
    private void send(Visit visit, int attempts) {
        hubs.tryInTurn(hub -> requests.open(hub, visit.request().method(), "").map(upstream -> {
                    upstream.setURI(hub.prefix() + visit.below() + visit.query());
                    return new Reached(hub, upstream);
                }))
                .onFailure(failure -> {
                    LOG.debug(
                            "No hub could be reached for {} {}", visit.request().method(), visit.below(), failure);
                    away(visit);
                })
                .compose(reached -> {
                    send(visit, reached, attempts);
                    return Future.succeededFuture();
                })
                .onFailure(failure -> answers.unanswered(visit.request(), failure));
    }

    /** An established connection with a request that has not been sent. */
    private record Reached(Hub hub, HttpClientRequest upstream) {}

    private void send(Visit visit, Reached reached, int attempts) {
        AtomicBoolean unwell = new AtomicBoolean();
        Runnable unwatch = hubs.watch(reached.hub, () -> {
            unwell.set(true);
            var _ = reached.upstream.reset();
        });
        // After the first byte of its response, it can take any time: progress streams and exports do.
        reached.upstream.response().onComplete(begun -> unwatch.run());
        var exchange = new PlainForwarder.Exchange(
                reached.upstream.getURI(),
                OutgoingHeaders.toHub(visit, secret.get()),
                answer -> {
                    hubs.heard(reached.hub, answer);
                    return ReturningHeaders.fromHub(answer).remove(HubPaths.LEAVING_HEADER);
                },
                failure -> {
                    // One line per request, which is too much for an outage: HubAddresses tells about those.
                    LOG.debug(
                            "The hub {} did not answer {} {}",
                            reached.hub,
                            visit.request().method(),
                            visit.below(),
                            failure);
                    if (unwell.get() && attempts > 1 && repeatable(visit)) {
                        send(visit, attempts - 1);
                    } else {
                        away(visit);
                    }
                });
        PlainForwarder.forward(visit.request(), reached.upstream, exchange);
    }

    private static boolean repeatable(Visit visit) {
        HttpMethod method = visit.request().method();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && !Hygiene.hasBody(visit.request())
                && !visit.request().response().closed();
    }

    private void away(Visit visit) {
        answers.later(visit.request(), AWAY);
    }
}
