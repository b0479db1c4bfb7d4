package dev.berth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is counted of a load is what happened. */
class LoadTests {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void end() {
        VERTX.close().await();
    }

    @Test
    void eachOperationRunsOnceAndNoMoreAtATimeThanAsked() {
        List<Integer> numbers = new ArrayList<>();
        Deque<Promise<Void>> running = new ArrayDeque<>();
        Outcome outcome = Load.closed(VERTX, 7, 3, number -> {
            numbers.add(number);
            Promise<Void> promise = Promise.promise();
            running.add(promise);
            assertThat(running).hasSizeLessThanOrEqualTo(3);
            VERTX.runOnContext(_ -> running.remove().complete());
            return promise.future();
        });
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(outcome.done()).isEqualTo(7);
        assertThat(outcome.micros().getTotalCount()).isEqualTo(7);
    }

    @Test
    void aFailureIsCountedAndTold() {
        Outcome outcome = Load.closed(
                VERTX, 4, 2, number -> number == 1 ? Future.failedFuture("the second") : Future.succeededFuture());
        assertThat(outcome.done()).isEqualTo(3);
        assertThat(outcome.failed()).isOne();
        assertThat(outcome.firstFailure()).isEqualTo("the second");
    }

    @Test
    void anOfferedLoadDoesNotWaitForAnswers() {
        List<Promise<Void>> unanswered = new ArrayList<>();
        Outcome outcome = Load.offered(VERTX, 5, 1_000, number -> {
            unanswered.add(Promise.promise());
            if (unanswered.size() == 5) {
                unanswered.forEach(Promise::complete);
            }
            return unanswered.get(number).future();
        });
        assertThat(outcome.done()).isEqualTo(5);
    }

    @Test
    void theListenerAnswersForEveryServer() {
        Http http = new Http(VERTX, Listener.start(VERTX).port());
        assertThat(http.get("/user/ann/ping", Map.of()).await().body()).isEqualTo("pong");
        assertThat(http.get("/user/ann/api/status", Map.of()).await().body()).contains("last_activity");
    }
}
