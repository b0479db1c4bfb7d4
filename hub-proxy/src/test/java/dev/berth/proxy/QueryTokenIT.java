package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.spi.route.Decision;
import dev.berth.spi.route.Grant;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program opens a WebSocket with its token in the URL, because it cannot send it in a header. */
class QueryTokenIT {

    private static final String HOME = "/user/ann/";
    private static final String KERNEL = HOME + "api/kernels/1/channels";

    private House house;

    @BeforeEach
    void open() {
        house = House.furnished();
        house.hub.decide = question -> question.credential().equals(TestSettings.sha256("program"))
                ? new Decision(true, house.hub.grant(new Grant(question.credential(), HOME, FakeHub.LATER)))
                : new Decision(false, 0);
        house.settle();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aProgramsTokenOpensItAndItsEndClosesIt() throws Exception {
        try (Terminal kernel = Terminal.open(house, KERNEL + "?session_id=x&token=program")) {
            assertThat(kernel.echo("x")).isEqualTo("x");
            house.hub.withdraw("program");
            assertThat(kernel.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void anotherTokenDoesNot() {
        assertThatThrownBy(() -> Terminal.open(house, KERNEL + "?token=other"))
                .isInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aPageCannotBeOpenedSo() {
        assertThat(house.get(HOME + "lab?token=program").body()).doesNotContain("ann GET");
    }

    @Test
    void besideASessionItBelongsToTheApplicationBehindTheProxy() throws Exception {
        try (Terminal app =
                Terminal.open(house, HOME + "proxy/1/ws?token=of-the-app", "Cookie", House.cookie("ann-session"))) {
            assertThat(app.echo("x")).isEqualTo("x");
        }
    }
}
