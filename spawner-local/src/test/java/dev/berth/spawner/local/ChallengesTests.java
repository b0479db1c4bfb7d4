package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that accepts connections and takes its time to respond. */
class ChallengesTests {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Challenges challenges = new Challenges();
    private final CountDownLatch responds = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void anObservationDoesNotWaitUntilASilentServerHasUsedUpItsTime() throws Exception {
        assertThat(observe(AT_ONCE)).isEqualTo(Challenge.Result.NO_ANSWER);
        responds.countDown();
        assertThat(observe(LONG)).isEqualTo(Challenge.Result.PASSED);
    }

    @Test
    void aServerIsNotAskedAgainWhileItsChallengeIsInProgress() throws Exception {
        observe(AT_ONCE);
        observe(AT_ONCE);
        responds.countDown();
        observe(LONG);
        assertThat(begun).hasValue(1);
        observe(LONG);
        assertThat(begun).hasValue(2);
    }

    private Challenge.Result observe(Duration patience) throws Exception {
        return challenges.of(
                "launch",
                () -> {
                    begun.incrementAndGet();
                    responds.await();
                    return Challenge.Result.PASSED;
                },
                patience);
    }
}
