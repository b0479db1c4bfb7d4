package dev.berth.proxy.http;

import dev.berth.proxy.hub.OpenConnections;
import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.spi.route.Route;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a visit to a user's server or a service: registers it, decides on it, checks the address, and forwards or rejects it. */
final class ServerHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ServerHandler.class);
    private static final Refusal NO_TARGET = Refusal.of(502, "server.address");
    private static final Refusal FOREIGN = Refusal.of(403, "webSocket.foreign");
    private static final Refusal CUT_OFF = Refusal.of(503, "hub.away.access");

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
     * Forwards the visit to its server, if it is allowed.
     *
     * @param denied answers everyone else. It must answer as if there were no route, because the answer would otherwise show whether the
     *     server is running
     */
    void serve(Visit brought, Route route, Consumer<Visit> denied) {
        judge(brought, route, denied, (visit, open) -> {
            Refusal refusal = refusal(visit, route);
            if (refusal != null) {
                answers.refuse(visit.request(), refusal);
            } else {
                forwarder.forward(visit, open);
            }
        });
    }

    /**
     * Decides without sending anything to the server.
     *
     * @param allowed answers a visit that may pass
     * @param denied as in {@link #serve}
     */
    void decide(Visit brought, Route route, Consumer<Visit> allowed, Consumer<Visit> denied) {
        judge(brought, route, denied, (visit, open) -> {
            open.end();
            allowed.accept(visit);
        });
    }

    private void judge(Visit brought, Route route, Consumer<Visit> denied, BiConsumer<Visit, Open> passed) {
        Visit visit = prepared(brought, route);
        Open open = connections.register(route, credentials(visit, route));
        endWithTheAnswer(visit, open);
        gate.judge(visit, open)
                .compose(result -> {
                    switch (result) {
                        case PASS -> passed.accept(visit, open);
                        case CUT_OFF -> answers.later(visit.request(), CUT_OFF);
                        // Also if no hub could be asked: only people with access learn that the server exists.
                        case DENIED, BUSY, UNKNOWN -> {
                            open.end();
                            denied.accept(visit);
                        }
                    }
                    return Future.succeededFuture();
                })
                .onFailure(failure -> answers.broken(visit.request(), failure));
    }

    /** Every exit of a handler ends in a response or a closed connection. A WebSocket begins where its response ends. */
    private static void endWithTheAnswer(Visit visit, Open open) {
        HttpServerResponse response = visit.request().response();
        response.endHandler(answered -> {
            if (response.getStatusCode() != HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
                open.end();
            }
        });
        response.closeHandler(gone -> open.end());
    }

    /** What ends the visit if it is withdrawn. A sign-out ends a browser's connections to services as well, even those without a token. */
    private List<String> credentials(Visit visit, Route route) {
        Credential deciding = visit.deciding();
        return switch (route.mode()) {
            case EDGE -> deciding == null ? List.of() : List.of(deciding.hash());
            case SELF -> {
                List<Credential> all = new ArrayList<>(visit.credentials(route));
                Credential session = visit.session();
                if (session != null && !gate.withdrawn(session)) {
                    all.add(session);
                }
                yield all.stream().map(Credential::hash).distinct().toList();
            }
        };
    }

    private Visit prepared(Visit visit, Route route) {
        return switch (route.mode()) {
            case EDGE -> visit.withoutTokenOf(route);
            case SELF -> visit.with(SingleUserTokens.of(route).withoutWithdrawn(visit.cookies(), gate::withdrawn));
        };
    }

    private static @Nullable Refusal refusal(Visit visit, Route route) {
        if (!visit.settings().reaches(route)) {
            LOG.error("{} leads outside of the networks that the hub's settings allow", route);
            return NO_TARGET;
        }
        String origin = visit.headers().get("Origin");
        return visit.upgrade() && origin != null && !visit.visitor().sameOrigin(origin) ? FOREIGN : null;
    }
}
