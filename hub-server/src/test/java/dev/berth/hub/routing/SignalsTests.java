package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests that wait for news are released. */
class SignalsTests {

    @Test
    void aHubThatStopsLetsNobodyWaitForNews() throws InterruptedException {
        Signals signals = new Signals(SharedHub.HUB.bean(Hints.class));
        signals.start();
        AtomicBoolean held = new AtomicBoolean(true);
        Thread waiting = Thread.ofPlatform().start(() -> held.set(signals.awaitNews(Duration.ofHours(1), () -> false)));
        Awaitility.await("somebody waits").until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        signals.stop();
        waiting.join();
        assertThat(held).isFalse();
        assertThat(signals.awaitNews(Duration.ofHours(1), () -> false)).isFalse();
    }

    @Test
    void anAcknowledgementBetweenALookAndTheWaitForTheNextOneIsNotMissed() throws Exception {
        Hints hints = SharedHub.HUB.bean(Hints.class);
        Signals signals = new Signals(hints);
        AtomicLong heardAt = new AtomicLong();
        CountDownLatch delivered = new CountDownLatch(1);
        List<Long> moments = new ArrayList<>();
        try (var _ = hints.subscribe(Hints.PROXIES, proxy -> {
            heardAt.set(System.nanoTime());
            if (proxy.equals("a-proxy-of-this-test")) {
                delivered.countDown();
            }
        })) {
            boolean held = signals.awaitProxies(Duration.ofHours(1), since -> {
                moments.add(since);
                if (moments.size() == 1) {
                    hints.publish(Hints.PROXIES, "a-proxy-of-this-test");
                    uninterrupted(delivered);
                }
                return moments.size() == 2;
            });
            assertThat(held).isTrue();
        }
        // By the signal that was given, and not by the poll after it.
        assertThat(moments.getLast() - heardAt.get()).isNotPositive();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
