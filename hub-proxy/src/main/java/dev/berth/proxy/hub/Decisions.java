package dev.berth.proxy.hub;

import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.HubPaths;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Asks a hub about credentials that are not in the tables: one request per credential at a time, a limited number at once; a denial is
 * cached for a moment.
 */
public final class Decisions {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Long enough to stop a flood of requests with one bad credential, too short for a person to notice. */
    private static final Duration NO_LASTS = Duration.ofSeconds(2);

    private static final int MOST_NOES = 10_000;
    private static final int AT_ONCE = 64;

    private final HubClient hub;
    private final ProxyState state;
    private final Map<DecisionRequest, Future<Reply>> underway = new ConcurrentHashMap<>();
    private final Map<DecisionRequest, Instant> noes = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(AT_ONCE);

    public Decisions(HubClient hub, ProxyState state) {
        this.hub = hub;
        this.state = state;
    }

    /** The result of asking. */
    public enum Reply {
        /** The tables may contain a grant now. */
        LOOK_AGAIN,
        DENIED,
        /** No hub could be asked. */
        NO_ANSWER,
        /** Too many requests are open. */
        BUSY
    }

    /** Asks, unless a denial is still cached. Completes on the caller's context. */
    public Future<Reply> ask(DecisionRequest question) {
        Instant until = noes.get(question);
        if (until != null && state.clock().instant().isBefore(until)) {
            return Future.succeededFuture(Reply.DENIED);
        }
        Promise<Reply> mine = Promise.promise();
        Future<Reply> other = underway.putIfAbsent(question, mine.future());
        if (other != null) {
            return onThisContext(other);
        }
        if (!slots.tryAcquire()) {
            underway.remove(question);
            mine.complete(Reply.BUSY);
            return mine.future();
        }
        Future<Reply> answer = onThisContext(mine.future());
        askHub(question).onComplete(done -> {
            slots.release();
            underway.remove(question);
            mine.complete(done.succeeded() ? done.result() : Reply.NO_ANSWER);
        });
        return answer;
    }

    private Future<Reply> askHub(DecisionRequest question) {
        return hub.call(HubPaths.DECIDE, question, Decision.class, PATIENCE).compose(decision -> {
            if (!decision.allowed()) {
                rememberNo(question);
                return Future.succeededFuture(Reply.DENIED);
            }
            // A timeout is not an approval: the tables decide, and without the grant they deny.
            return state.applied()
                    .reached(decision.seq(), PATIENCE)
                    .otherwiseEmpty()
                    .map(Reply.LOOK_AGAIN);
        });
    }

    private void rememberNo(DecisionRequest question) {
        Instant now = state.clock().instant();
        if (noes.size() >= MOST_NOES) {
            noes.values().removeIf(until -> !now.isBefore(until));
        }
        if (noes.size() < MOST_NOES) {
            noes.put(question, now.plus(NO_LASTS));
        }
    }

    /** A shared future completes on another caller's thread, but a request must only be used on its own. */
    private static <T> Future<T> onThisContext(Future<T> shared) {
        Context context = Vertx.currentContext();
        if (context == null) {
            return shared;
        }
        Promise<T> promise = Promise.promise();
        shared.onComplete(result -> context.runOnContext(ignored -> settle(promise, result)));
        return promise.future();
    }

    private static <T> void settle(Promise<T> promise, AsyncResult<T> result) {
        if (result.succeeded()) {
            promise.complete(result.result());
        } else {
            promise.fail(result.cause());
        }
    }
}
