package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Proof;
import dev.berth.spi.route.ProofRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that its account does not prove, as one on another machine. */
class HubProofIT {

    private final House house = new House();
    private final FakeHub other = new FakeHub();

    @AfterEach
    void close() {
        house.close();
        other.close();
    }

    @Test
    void aHubThatProvesItselfIsServed() {
        begin();
        assertThat(house.get("/hub/home").body()).startsWith("hub GET /hub/home");
        assertThat(house.get("/user/ann/x", "Cookie", House.cookie("ann-session"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theProofIsAskedForOncePerConnectionAndNotOncePerRequest() {
        AtomicInteger proofs = new AtomicInteger();
        house.hub.prove = question -> {
            proofs.incrementAndGet();
            return house.hub.proof(question);
        };
        begin();
        for (int i = 0; i < 200; i++) {
            assertThat(house.get("/hub/home").statusCode()).isEqualTo(200);
        }
        assertThat(proofs.get()).isLessThan(50);
    }

    @Test
    void aHubOfTheReleaseBeforeIsSentNothing() {
        assertIsSentNothing(question -> null);
    }

    @Test
    void whoDoesNotKnowTheSecretIsSentNothing() {
        assertIsSentNothing(question -> Proof.of(question, List.of("a guess")));
    }

    @Test
    void anotherHubsAnswerProvesNothing() {
        assertIsSentNothing(other::proof);
    }

    @Test
    void anotherHubsProofForItsOwnAddressProvesNothing() {
        assertIsSentNothing(question -> other.proof(
                new ProofRequest(question.nonce(), question.ip(), other.url().getPort())));
    }

    private void begin() {
        house.accounts = Set.of();
        house.hub.put(house.ann.route("/user/ann/"));
        house.hub.grant("ann-session", "/user/ann/");
        house.start();
    }

    private void assertIsSentNothing(Function<ProofRequest, Proof> prove) {
        begin();
        AtomicInteger asked = new AtomicInteger();
        // As if another program had taken the place of the hub.
        house.hub.down();
        house.hub.prove = question -> {
            asked.incrementAndGet();
            return prove.apply(question);
        };
        house.hub.requests.clear();
        int pages = house.hub.pages.get();
        house.hub.up();
        Awaitility.await("the proxy asks for a proof")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    assertThat(house.get("/hub/home").statusCode()).isEqualTo(503);
                    return asked.get() > 5;
                });
        assertThat(house.hub.pages).hasValue(pages);
        assertThat(house.hub.requests).isEmpty();
        house.hub.prove = house.hub::proof;
        Awaitility.await("the hub is back")
                .atMost(Duration.ofSeconds(20))
                .until(() -> house.get("/hub/home").statusCode() == 200);
    }
}
