package dev.berth.proxy.http;

import dev.berth.proxy.hub.OpenConnections;
import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A visit to a user's server: checked, judged, registered, then forwarded or refused. */
final class ServerHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ServerHandler.class);
    private static final int LOWEST_PORT = 1_024;
    private static final Refusal NO_TARGET =
            new Refusal(502, "This server has an address that is not allowed. Ask an administrator for help.");
    private static final Refusal FOREIGN = new Refusal(403, "Pages of other sites cannot open a WebSocket here.");
    private static final Refusal DENIED =
            new Refusal(403, "You are not signed in, or you don't have access to this server.");
    private static final Refusal CUT_OFF = new Refusal(
            503,
            "The hub is not responding, so your access cannot be checked. Your server keeps running. Try again in a few minutes.");
    private static final Refusal BUSY = new Refusal(503, "Too many sign-ins are being checked. Try again in a moment.");

    private final OpenConnections connections;
    private final ServerGate gate;
    private final ServerForwarder forwarder;
    private final Answers answers;

    ServerHandler(OpenConnections connections, ServerGate gate, ServerForwarder forwarder, Answers answers) {
        this.connections = connections;
        this.gate = gate;
        this.forwarder = forwarder;
        this.answers = answers;
    }

    /**
     * Serves the visit.
     *
     * @param showDenied what to do with a person that may not pass
     */
    void serve(Visit brought, Route route, Consumer<Visit> showDenied) {
        Visit visit = brought.withoutTokenOf(route);
        Refusal refusal = refusal(visit, route);
        if (refusal != null) {
            answers.refuse(visit.request(), refusal);
            return;
        }
        Open open = connections.register(route, credentials(visit, route));
        visit.request().response().endHandler(done -> {
            if (!visit.upgrade() || visit.request().response().getStatusCode() != 101) {
                connections.forget(open);
            }
        });
        visit.request().response().closeHandler(gone -> connections.forget(open));
        gate.judge(visit, open)
                .compose(verdict -> {
                    act(verdict, visit, open, showDenied);
                    return Future.succeededFuture();
                })
                .onFailure(failure -> {
                    connections.forget(open);
                    answers.broken(visit.request(), failure);
                });
    }

    private void act(ServerGate.Verdict verdict, Visit visit, Open open, Consumer<Visit> showDenied) {
        if (verdict == ServerGate.Verdict.PASS) {
            forwarder.forward(visit, open);
            return;
        }
        connections.forget(open);
        switch (verdict) {
            case PASS -> throw new IllegalStateException("Handled above");
            case CUT_OFF -> answers.later(visit.request(), CUT_OFF);
            case BUSY -> answers.later(visit.request(), BUSY);
            case DENIED -> {
                if (visit.navigation()) {
                    showDenied.accept(visit);
                } else {
                    answers.refuse(visit.request(), DENIED);
                }
            }
        }
    }

    private static List<String> credentials(Visit visit, Route route) {
        Credential deciding = visit.deciding();
        return switch (route.mode()) {
            case EDGE -> deciding == null ? List.of() : List.of(deciding.hash());
            case SELF -> visit.hashes();
        };
    }

    private static @Nullable Refusal refusal(Visit visit, Route route) {
        InetAddress address = Networks.literal(route.ip());
        boolean reachable = address != null
                && visit.settings().servers().contain(address)
                && route.port() >= LOWEST_PORT
                && route.port() <= 65_535;
        if (!reachable) {
            LOG.error(
                    "{} lies outside of the networks for servers {}",
                    route,
                    visit.settings().told().serverNetworks());
            return NO_TARGET;
        }
        String origin = visit.headers().get("Origin");
        return visit.upgrade() && origin != null && !visit.visitor().sameOrigin(origin) ? FOREIGN : null;
    }
}
