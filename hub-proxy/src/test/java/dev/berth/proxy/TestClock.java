package dev.berth.proxy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time plus the time that a test has skipped. */
final class TestClock implements InstantSource {

    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    void skip(Duration time) {
        skipped.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(skipped.get());
    }
}
