package dev.berth.proxy.http;

import dev.berth.proxy.hub.Decisions;
import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.proxy.hub.ProxyState;
import dev.berth.proxy.meter.ProxyMeters;
import dev.berth.proxy.meter.ProxyMeters.Source;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.time.Instant;

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
            case EDGE -> edge(visit, open);
            case SELF -> {
                open.admit();
                yield Future.succeededFuture(self(visit));
            }
        };
    }

    /** The server has a sign-in of its own; only withdrawn credentials are rejected here. */
    private AccessResult self(Visit visit) {
        Instant now = state.clock().instant();
        if (visit.hashes().stream().anyMatch(each -> state.tables().withdrawn(each, now))) {
            return AccessResult.DENIED;
        }
        return state.believable() ? AccessResult.PASS : AccessResult.CUT_OFF;
    }

    private Future<AccessResult> edge(Visit visit, Open open) {
        Credential credential = visit.deciding();
        if (credential == null
                || state.tables().withdrawn(credential.hash(), state.clock().instant())) {
            return Future.succeededFuture(counted(Source.KNOWN, AccessResult.DENIED));
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
