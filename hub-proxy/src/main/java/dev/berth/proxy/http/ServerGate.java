package dev.berth.proxy.http;

import dev.berth.proxy.hub.Decisions;
import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.proxy.hub.ProxyState;
import dev.berth.proxy.meter.ProxyMeters;
import dev.berth.proxy.meter.ProxyMeters.Source;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.util.List;

/** Decides who can access a user's server. The visit must already be in the registry of open connections. */
final class ServerGate {

    private final ProxyState state;
    private final Decisions decisions;
    private final ProxyMeters meters;

    ServerGate(ProxyState state, Decisions decisions, ProxyMeters meters) {
        this.state = state;
        this.decisions = decisions;
        this.meters = meters;
    }

    /** Whether a visit is allowed. */
    enum AccessResult {
        PASS("pass"),
        DENIED("denied"),
        /** There was a grant, but no hub has been in contact for too long. */
        CUT_OFF("cut_off"),
        /** Only a hub can decide, and none could be asked. */
        UNKNOWN("cut_off"),
        /** Only a hub can decide, and too many requests are waiting for one. */
        BUSY("busy");

        private final String metric;

        AccessResult(String metric) {
            this.metric = metric;
        }
    }

    Future<AccessResult> judge(Visit visit, Open open) {
        return switch (open.route().mode()) {
            case EDGE -> {
                Credential credential = visit.deciding();
                yield credential == null ? denied() : judge(credential, open);
            }
            case SELF -> self(visit.credentials(open.route()), open);
        };
    }

    boolean withdrawn(Credential credential) {
        return state.tables().withdrawn(credential.hash(), state.clock().instant());
    }

    /** The server has a sign-in of its own. A withdrawn credential is rejected even beside a good one: the server might use it. */
    private Future<AccessResult> self(List<Credential> credentials, Open open) {
        if (credentials.stream().anyMatch(this::withdrawn)) {
            return denied();
        }
        if (!open.route().needsGrant()) {
            open.admit();
            return Future.succeededFuture(state.believable() ? AccessResult.PASS : AccessResult.CUT_OFF);
        }
        return any(credentials, open);
    }

    /** Whether one of these has access; the result of the last one otherwise. */
    private Future<AccessResult> any(List<Credential> credentials, Open open) {
        if (credentials.isEmpty()) {
            return denied();
        }
        Future<AccessResult> first = judge(credentials.getFirst(), open);
        List<Credential> others = credentials.subList(1, credentials.size());
        return first.compose(result -> result == AccessResult.DENIED && !others.isEmpty() ? any(others, open) : first);
    }

    private Future<AccessResult> denied() {
        return Future.succeededFuture(counted(Source.KNOWN, AccessResult.DENIED));
    }

    private Future<AccessResult> judge(Credential credential, Open open) {
        if (withdrawn(credential)) {
            return denied();
        }
        if (granted(credential, open.route())) {
            AccessResult known = admitted(credential, open) ? AccessResult.PASS : AccessResult.CUT_OFF;
            return Future.succeededFuture(counted(Source.KNOWN, known));
        }
        return decisions
                .ask(new DecisionRequest(
                        credential.hash(), credential.kind(), open.route().path()))
                .map(reply -> counted(Source.ASKED, afterAsking(reply, credential, open)));
    }

    private AccessResult counted(Source source, AccessResult result) {
        meters.decided(source, result.metric);
        return result;
    }

    private AccessResult afterAsking(Decisions.Reply reply, Credential credential, Open open) {
        return switch (reply) {
            // Looked up again, because a withdrawal may have arrived after the approval.
            case LOOK_AGAIN -> admitted(credential, open) ? AccessResult.PASS : AccessResult.DENIED;
            case DENIED -> AccessResult.DENIED;
            case NO_ANSWER -> AccessResult.UNKNOWN;
            case BUSY -> AccessResult.BUSY;
        };
    }

    private boolean admitted(Credential credential, Open open) {
        open.admit();
        return granted(credential, open.route()) && state.believable();
    }

    private boolean granted(Credential credential, Route route) {
        return state.tables()
                .granted(credential.hash(), route.path(), state.clock().instant());
    }
}
