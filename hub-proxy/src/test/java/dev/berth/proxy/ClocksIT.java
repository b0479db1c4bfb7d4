package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Withdrawal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy whose clock is hours away from the hub's. */
class ClocksIT {

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 0, 2})
    void aGrantLastsAsLongAsTheHubSaidWhateverTheProxysClock(long hours) {
        begin(hours);
        grant("early");
        house.start();
        grant("late");
        house.settle();
        for (String session : new String[] {"early", "late"}) {
            assertThat(status(session)).as(session).isEqualTo(200);
        }
        house.clock.skip(Duration.ofMinutes(9));
        assertThat(status("late")).isEqualTo(200);
        house.clock.skip(Duration.ofMinutes(2));
        for (String session : new String[] {"early", "late"}) {
            await().until(() -> status(session) == 403);
        }
    }

    @Test
    void aWithdrawalIsNotForgottenEarlyBecauseTheProxysClockIsAhead() {
        begin(2);
        house.start();
        Instant until = Instant.now().plus(Duration.ofHours(1));
        house.hub.withdraw(new Withdrawal(FakeHub.sha256("gone"), until).sent(Instant.now()));
        house.settle();
        house.hub.grant("gone", "/user/ann/");
        house.settle();
        assertThat(status("gone")).isEqualTo(403);
    }

    @Test
    void aHubOfTheReleaseBeforeSendsOnlyWhenAGrantEnds() {
        begin(0);
        house.hub.sendsWhatIsLeft = false;
        house.hub.grant("old", "/user/ann/", Instant.now().plus(Duration.ofMinutes(10)));
        house.start();
        assertThat(status("old")).isEqualTo(200);
        house.clock.skip(Duration.ofMinutes(11));
        await().until(() -> status("old") == 403);
    }

    private void begin(long hours) {
        house.hub.sendsWhatIsLeft = true;
        house.clock.skip(Duration.ofHours(hours));
        house.hub.put(house.ann.route("/user/ann/"));
    }

    private void grant(String session) {
        Instant now = Instant.now();
        house.hub.grant(new Grant(FakeHub.sha256(session), "/user/ann/", now.plus(Duration.ofMinutes(10))).sent(now));
    }

    private int status(String session) {
        return house.get("/user/ann/x", "Cookie", House.cookie(session)).statusCode();
    }
}
