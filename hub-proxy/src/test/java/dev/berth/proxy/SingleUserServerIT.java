package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Decision;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that authorizes its visitors itself gets their tokens, and nobody reaches it whom the hub would not let in. */
class SingleUserServerIT {

    private static final String HOME = "/user/ann/";

    private House house;

    @BeforeEach
    void open() {
        house = House.furnished();
        house.hub.put(house.ann.route(HOME, Route.Mode.SELF, null, 2));
        house.settle();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theServerGetsItsVisitorsTokensButNotTheHubsSession() {
        String body = house.get(
                        HOME + "lab",
                        "Cookie",
                        House.cookie("ann-session") + "; " + signed("t"),
                        "Authorization",
                        "token u")
                .body();
        assertThat(body)
                .startsWith("ann GET")
                .contains("cookie: " + signed("t") + "\n", "authorization: token u\n")
                .doesNotContain("ann-session");
    }

    @Test
    void whoeverHasNoAccessSeesWhatTheyWouldSeeOfAStoppedServer() {
        assertThat(house.get(HOME + "api").body()).doesNotContain("ann GET");
        assertThat(house.get(HOME + "api", "Cookie", House.cookie("bob-session"))
                        .body())
                .doesNotContain("ann GET");
        assertThat(house.get(HOME + "api", "Cookie", signed("forged")).body()).doesNotContain("ann GET");
    }

    @Test
    void aProgramComesWithItsTokenInTheHeaderOrTheQuery() {
        house.hub.decide =
                question -> new Decision(true, house.hub.grant(new Grant(question.credential(), HOME, FakeHub.LATER)));
        assertThat(house.get(HOME + "api", "Authorization", "token program").body())
                .startsWith("ann GET");
        assertThat(house.get(HOME + "api?x=1&token=program").body())
                .startsWith("ann GET " + HOME + "api?x=1&token=program");
    }

    @Test
    void anAppsOwnTokenBesideAGoodSessionIsTheAppsAffair() {
        assertThat(house.get(
                                HOME + "proxy/8501/",
                                "Cookie",
                                House.cookie("ann-session"),
                                "Authorization",
                                "Bearer of-the-app")
                        .body())
                .startsWith("ann GET")
                .contains("authorization: Bearer of-the-app\n");
    }

    @Test
    void theCookieOfAWithdrawnTokenIsRemovedSoThatTheServerAsksAnew() {
        house.hub.withdraw("t");
        house.settle();
        String cookies = House.cookie("ann-session") + "; a=1; " + signed("t") + "; " + signed("new");
        assertThat(house.get(HOME + "lab", "Cookie", cookies).body())
                .startsWith("ann GET")
                .contains("cookie: a=1; " + signed("new") + "\n");
    }

    @Test
    void aWithdrawnTokenInTheHeaderOrTheQueryIsRefusedEvenBesideAGoodSession() {
        house.hub.withdraw("t");
        house.settle();
        String session = House.cookie("ann-session");
        assertThat(house.get(HOME + "api", "Cookie", session, "Authorization", "token t")
                        .body())
                .doesNotContain("ann GET");
        assertThat(house.get(HOME + "api?token=t", "Cookie", session).body()).doesNotContain("ann GET");
    }

    @Test
    void theEndOfAVisitorsTokenClosesTheirWebSockets() throws Exception {
        String cookies = House.cookie("ann-session") + "; " + signed("t");
        try (Terminal open = Terminal.open(house, HOME + "w", "Cookie", cookies)) {
            assertThat(open.echo("x")).isEqualTo("x");
            house.hub.withdraw("t");
            assertThat(open.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void theEndOfAGrantClosesThemAsWell() throws Exception {
        try (Terminal open = Terminal.open(house, HOME + "w", "Cookie", House.cookie("ann-session"))) {
            house.hub.revoke(HOME, "ann-session");
            assertThat(open.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void aCookieThatIsNotTornadosIsForTheServerToJudge() {
        for (String value : new String[] {"", "2", "1|2|3|4|5|6", "2|1:0|10:1|1:x|4:%%%%|s", "x"}) {
            String cookies = House.cookie("ann-session") + "; jupyterhub-user-ann=" + value;
            assertThat(house.get(HOME, "Cookie", cookies).body()).as(value).startsWith("ann GET");
        }
    }

    /** The cookie in which a server keeps a browser's token, as Tornado signs it. */
    private static String signed(String token) {
        String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return "jupyterhub-user-ann=\"2|1:0|10:1700000000|19:jupyterhub-user-ann|" + encoded.length() + ":" + encoded
                + "|0123456789abcdef\"";
    }
}
