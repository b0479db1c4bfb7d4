package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.route.Decision;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub whose process stands still while its system goes on accepting connections. */
class FrozenHubIT {

    private final FakeHub other = new FakeHub();
    private House house;

    @BeforeEach
    void open() {
        house = new House();
        house.hubs.add(other.url());
        for (FakeHub hub : new FakeHub[] {house.hub, other}) {
            hub.put(house.ann.route("/user/ann/"));
            hub.grant("ann-session", "/user/ann/");
        }
        house.start();
        assertThat(house.get("/hub/home").statusCode()).isEqualTo(200);
        assertThat(house.hub.pages).hasValue(1);
    }

    @AfterEach
    void close() {
        house.hub.wakeUp();
        house.close();
        other.close();
    }

    @Test
    void pagesComeFromAnotherHubAndNothingIsDoneTwice() {
        house.hub.fallAsleep();
        assertThat(house.get("/hub/home").body()).startsWith("hub GET /hub/home\n");
        assertThat(other.pages).hasValue(1);
        // Known to be away by now: what comes next is not sent there at all.
        assertThat(house.send("POST", "/hub/login", BodyPublishers.ofString("a=b"))
                        .body())
                .startsWith("hub POST /hub/login\n");
        house.hub.wakeUp();
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeated() {
        house.hub.fallAsleep();
        var answer = house.send("POST", "/hub/spawn", BodyPublishers.ofString("a=b"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(other.pages).hasValue(0);
    }

    @Test
    void whoComesWithANewSessionIsDecidedAboutByAnotherHub() {
        other.decide = question -> new Decision(true, other.grant("new", "/user/ann/"));
        house.hub.fallAsleep();
        await("the feed is followed at the other hub")
                .atMost(Duration.ofSeconds(15))
                .until(() -> !other.requests.isEmpty());
        assertThat(house.get("/user/ann/x", "Cookie", House.cookie("new")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theOnlyHubIsWaitedForWithAnAnswerInTheMeantime() {
        other.fallAsleep();
        house.hub.fallAsleep();
        assertThat(house.get("/hub/home").statusCode()).isEqualTo(503);
        house.hub.wakeUp();
        other.wakeUp();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> house.get("/hub/home").statusCode() == 200);
    }

    @Test
    void aStreamThatTakesItsTimeIsNotCut() {
        try (RawSocket socket = new RawSocket(house.port())) {
            socket.send("GET /hub/events HTTP/1.1\r\nHost: a\r\n\r\n").until("data: first\n\n");
            house.hub.fallAsleep();
            assertThat(house.get("/hub/home").statusCode()).isEqualTo(200);
            house.hub.wakeUp();
            house.hub.nextEvent.countDown();
            assertThat(socket.until("data: second\n\n")).isNotEmpty();
        }
    }
}
