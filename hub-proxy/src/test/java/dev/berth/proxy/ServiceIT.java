package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service decides about its visitors itself, and gets their tokens but nothing of the hub's. */
class ServiceIT {

    private static final String GRADES = "/services/grades/";

    private House house;

    @BeforeEach
    void open() {
        house = House.furnished();
        house.hub.put(house.ann.route(GRADES, Route.Mode.SELF, null, 0));
        house.settle();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void everybodyReachesIt() {
        assertThat(house.get(GRADES + "about?x=1").body()).startsWith("ann GET " + GRADES + "about?x=1");
    }

    @Test
    void itGetsTokensButNotTheHubsSession() {
        String cookies = House.cookie("ann-session") + "; " + signed("service-grades", "t");
        String body =
                house.get(GRADES, "Cookie", cookies, "Authorization", "token u").body();
        assertThat(body)
                .contains("cookie: " + signed("service-grades", "t") + "\n", "authorization: token u\n")
                .doesNotContain("ann-session");
    }

    @Test
    void theCookieOfAWithdrawnTokenIsRemovedWhateverItsName() {
        house.hub.withdraw("t");
        house.settle();
        assertThat(house.get(GRADES, "Cookie", "a=1; " + signed("service-own-name", "t"))
                        .body())
                .startsWith("ann GET")
                .contains("cookie: a=1\n");
    }

    @Test
    void aWithdrawnTokenInTheHeaderOrTheQueryIsRefused() {
        house.hub.withdraw("t");
        house.settle();
        assertThat(house.get(GRADES, "Authorization", "token t").statusCode()).isEqualTo(403);
        assertThat(house.get(GRADES + "?token=t").statusCode()).isEqualTo(403);
    }

    @Test
    void aBrowserThatWasSignedOutStillReachesIt() {
        house.hub.withdraw("ann-session");
        house.settle();
        assertThat(house.get(GRADES, "Cookie", House.cookie("ann-session")).body())
                .startsWith("ann GET");
    }

    @Test
    void theEndOfAVisitorsTokenClosesTheirWebSockets() throws Exception {
        try (Terminal open = Terminal.open(house, GRADES + "w", "Cookie", signed("service-grades", "t"))) {
            assertThat(open.echo("x")).isEqualTo("x");
            house.hub.withdraw("t");
            assertThat(open.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void anAddressOutsideOfItsNetworksIsRefused() {
        house.hub.put(new Route(GRADES, null, "169.254.169.254", 80, Route.Mode.SELF, null, 0));
        house.settle();
        assertThat(house.get(GRADES).statusCode()).isEqualTo(502);
    }

    /** As Tornado 6 writes it; the signature is the service's affair. */
    private static String signed(String name, String token) {
        String value = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return name + "=\"2|1:0|10:1700000000|" + name.length() + ":" + name + "|" + value.length() + ":" + value
                + "|abc\"";
    }
}
