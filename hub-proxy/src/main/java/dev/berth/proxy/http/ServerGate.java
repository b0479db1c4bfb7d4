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
import java.util.Locale;

/** Decides who may pass to a user's server. The visit must stand in the registry of open connections before. */
final class ServerGate {

    private final ProxyState state;
    private final Decisions decisions;
    private final ProxyMeters meters;

    ServerGate(ProxyState state, Decisions decisions, ProxyMeters meters) {
        this.state = state;
        this.decisions = decisions;
        this.meters = meters;
    }

    enum Verdict {
        PASS,
        DENIED,
        /** Nobody can say, and what was known is too old. */
        CUT_OFF,
        BUSY
    }

    Future<Verdict> judge(Visit visit, Open open) {
        return switch (open.route().mode()) {
            case EDGE -> edge(visit, open);
            case SELF -> {
                open.admit();
                yield Future.succeededFuture(self(visit));
            }
        };
    }

    /** The server asks for a sign-in of its own; only what was taken back is stopped here. */
    private Verdict self(Visit visit) {
        Instant now = state.clock().instant();
        if (visit.hashes().stream().anyMatch(each -> state.tables().withdrawn(each, now))) {
            return Verdict.DENIED;
        }
        return state.believable() ? Verdict.PASS : Verdict.CUT_OFF;
    }

    private Future<Verdict> edge(Visit visit, Open open) {
        Credential credential = visit.deciding();
        if (credential == null
                || state.tables().withdrawn(credential.hash(), state.clock().instant())) {
            return Future.succeededFuture(counted(Source.KNOWN, Verdict.DENIED));
        }
        if (granted(credential, open.route())) {
            Verdict known = admitted(credential, open) ? Verdict.PASS : Verdict.CUT_OFF;
            return Future.succeededFuture(counted(Source.KNOWN, known));
        }
        return decisions
                .ask(new DecisionRequest(
                        credential.hash(), credential.kind(), open.route().path()))
                .map(outcome -> counted(Source.ASKED, afterAsking(outcome, credential, open)));
    }

    private Verdict counted(Source source, Verdict verdict) {
        meters.decided(source, verdict.name().toLowerCase(Locale.ROOT));
        return verdict;
    }

    private Verdict afterAsking(Decisions.Outcome outcome, Credential credential, Open open) {
        return switch (outcome) {
            // Looked up again rather than taken at its word: a withdrawal may have come after the yes.
            case LOOK_AGAIN -> admitted(credential, open) ? Verdict.PASS : Verdict.DENIED;
            case DENIED -> Verdict.DENIED;
            case NO_ANSWER -> Verdict.CUT_OFF;
            case BUSY -> Verdict.BUSY;
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
