package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests that wait for news are released. */
class SignalsTests {

    @Test
    void aHubThatStopsLetsNobodyWaitForNews() throws InterruptedException {
        Signals signals = new Signals(SharedHub.HUB.bean(dev.berth.hub.hint.Hints.class));
        signals.start();
        AtomicBoolean held = new AtomicBoolean(true);
        Thread waiting = Thread.ofPlatform().start(() -> held.set(signals.awaitNews(Duration.ofHours(1), () -> false)));
        Awaitility.await("somebody waits").until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        signals.stop();
        waiting.join();
        assertThat(held).isFalse();
        assertThat(signals.awaitNews(Duration.ofHours(1), () -> false)).isFalse();
    }
}
