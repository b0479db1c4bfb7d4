package dev.berth.hub.signin.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHasherTests {

    @Test
    void rightPasswordMatchesAndNobodysNeverDoes() {
        PasswordHasher hasher = new PasswordHasher(1, 1);
        String hash = hasher.hash("secret words");
        assertThat(hash).startsWith("$argon2id$").doesNotContain("secret");
        assertThat(hasher.matches("secret words", hash)).isTrue();
        assertThat(hasher.matches("other words", hash)).isFalse();
        assertThat(hasher.matches("secret words", null)).isFalse();
    }

    @Test
    void anUnknownNameCostsAsMuchAsAKnownOne() {
        PasswordHasher hasher = new PasswordHasher(1, 1);
        String real = hasher.hash("secret words");
        assertThat(hasher.nobodys()).hasSameSizeAs(real);
        assertThat(hasher.nobodys().split("\\$")).hasSize(6).startsWith(Arrays.copyOf(real.split("\\$"), 4));
        assertThat(new PasswordHasher(1, 1).nobodys()).isNotEqualTo(hasher.nobodys());
    }

    @Test
    void moreThanTheQueueHoldsAreTurnedAwayAndNeverMoreThanTheCoresWork() throws Exception {
        PasswordHasher hasher = new PasswordHasher(2, 1);
        CountDownLatch working = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(() -> hasher.limited(() -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    working.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    return atOnce.decrementAndGet();
                }));
            }
            working.await();
            while (hasher.present() < 4) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> hasher.limited(() -> 1)).isInstanceOf(TooBusyException.class);
            go.countDown();
        }
        assertThat(most).hasValue(2);
        assertThat(hasher.<Integer>limited(() -> 1)).isOne();
    }
}
