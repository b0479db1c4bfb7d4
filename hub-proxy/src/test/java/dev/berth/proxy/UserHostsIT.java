package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A separate host for each user: users' pages never share an origin. */
class UserHostsIT {

    private static final String NAVIGATE = "Sec-Fetch-Mode: navigate\r\n";
    private static House house;

    @BeforeAll
    static void open() {
        house = new House();
        house.hub.settings = TestSettings.of("/b/", "hub.example", 3_600);
        house.hub.put(house.ann.hostRoute("/user/ann/", "ann"));
        house.hub.put(house.bob.hostRoute("/user/bob/", "bob"));
        house.hub.put(house.bob.route("/services/all/"));
        house.hub.grant("ann-session", "/user/ann/");
        house.hub.grant("ann-session", "/services/all/");
        house.start();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aUsersServerIsOnItsOwnHostOnly() {
        String session = "Cookie: " + House.cookie("ann-session") + "\r\n";
        assertThat(get("ann.hub.example", "/b/user/ann/x", session)).contains("ann GET /b/user/ann/x\n");
        assertThat(get("ANN.HUB.example:8000", "/b/user/ann/x", session)).contains("ann GET /b/user/ann/x\n");
        assertThat(get("hub.example", "/b/user/ann/x", session)).startsWith("HTTP/1.1 403");
        assertThat(get("bob.hub.example", "/b/user/ann/x", session)).startsWith("HTTP/1.1 404");
        assertThat(get("ann.hub.example", "/b/user/bob/x", session)).startsWith("HTTP/1.1 404");
        assertThat(get("hub.example", "/b/services/all/x", session)).contains("bob GET /b/services/all/x\n");
        assertThat(get("ann.hub.example", "/b/services/all/x", session)).startsWith("HTTP/1.1 404");
    }

    @Test
    void theHubIsNotOnAUsersHost() {
        assertThat(get("ann.hub.example", "/b/hub/api/user", "")).startsWith("HTTP/1.1 404");
        assertThat(get("ann.hub.example", "/b/hub/home", NAVIGATE))
                .startsWith("HTTP/1.1 302")
                .contains("location: http://hub.example/b/hub/home\r\n");
        assertThat(get("hub.example", "/b/hub/home", "")).contains("hub GET /hub/home\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "annhub.example",
                "ann.hub.example.evil",
                "x.ann.hub.example",
                ".hub.example",
                "-a.hub.example",
                "a_b.hub.example",
                "ann.hub.example.",
                "127.0.0.1"
            })
    void otherHostsAreNobodys(String host) {
        assertThat(get(host, "/b/hub/home", "")).startsWith("HTTP/1.1 421");
    }

    @Test
    void aNavigationOnTheHubsHostGoesToTheUsersHost() {
        assertThat(get("hub.example", "/b/user/ann/lab?x=%2F", NAVIGATE))
                .startsWith("HTTP/1.1 302")
                .contains("location: http://ann.hub.example/b/user/ann/lab?x=%2F\r\n");
        assertThat(get("hub.example", "/b/user/%61nn/files/a%2Fb;v=%31//c", NAVIGATE))
                .contains("location: http://ann.hub.example/b/user/%61nn/files/a%2Fb;v=%31//c\r\n");
    }

    @Test
    void aBrowserIsSentToTheHubAndLetInWithTheCodeItBringsBack() {
        String sent = get("ann.hub.example", "/b/user/ann/lab?a=b&c=d", NAVIGATE);
        assertThat(sent).startsWith("HTTP/1.1 302");
        String state = find(
                sent, "set-cookie: berth-enter=([A-Za-z0-9_-]{43}); Max-Age=600; Path=/; HttpOnly; SameSite=Lax\r\n");
        String location = find(sent, "location: (\\S+)\r\n");
        assertThat(location)
                .startsWith("http://hub.example/b/hub/enter?host=ann&state=" + TestSettings.sha256(state) + "&next=");
        assertThat(URLDecoder.decode(location.substring(location.indexOf("&next=") + 6), StandardCharsets.UTF_8))
                .isEqualTo("/b/user/ann/lab?a=b&c=d");

        AtomicReference<EntryRequest> asked = new AtomicReference<>();
        house.hub.enter = request -> {
            asked.set(request);
            return new Entry("entered", FakeHub.LATER);
        };
        house.hub.grant("entered", "/user/ann/");
        house.settle();
        String back = get(
                "ann.hub.example",
                "/_berth/enter?code=once&next=%2Fb%2Fuser%2Fann%2Flab",
                "Cookie: berth-enter=" + state + "\r\n");
        assertThat(asked.get())
                .isEqualTo(new EntryRequest(TestSettings.sha256("once"), TestSettings.sha256(state), "ann"));
        assertThat(back)
                .startsWith("HTTP/1.1 302")
                .contains(
                        "location: /b/user/ann/lab\r\n",
                        "Set-Cookie: berth_session=entered; Max-Age=",
                        "Set-Cookie: berth-enter=; Max-Age=0;");
        assertThat(get(
                        "ann.hub.example",
                        "/b/user/ann/lab",
                        "Cookie: berth-enter=" + state + "; berth_session=entered\r\n"))
                .contains("ann GET /b/user/ann/lab\n")
                .doesNotContain("cookie: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2F%2Fevil.example",
                "%2F%5Cevil.example",
                "https%3A%2F%2Fevil.example",
                "%2Fa%5C..%5Cb",
                "%2F%09%2Fevil",
                "%2F%0D%0ASet-Cookie%3A+x",
                "evil",
                ""
            })
    void theWayBackLeadsNowhereElse(String next) {
        house.hub.enter = request -> new Entry("entered", FakeHub.LATER);
        String state = "s".repeat(43);
        assertThat(get(
                        "ann.hub.example",
                        "/_berth/enter?code=once&next=" + next,
                        "Cookie: berth-enter=" + state + "\r\n"))
                .contains("location: /b/\r\n")
                .doesNotContain("evil");
    }

    @Test
    void aCodeWithoutTheBrowsersStateOrWithoutTheHubsYesLetsNobodyIn() {
        house.hub.enter = request -> null;
        assertThat(get("ann.hub.example", "/_berth/enter?code=once&next=/", "")).startsWith("HTTP/1.1 403");
        assertThat(get(
                        "ann.hub.example",
                        "/_berth/enter?code=once&next=/",
                        "Cookie: berth-enter=" + "s".repeat(43) + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("berth_session");
        assertThat(get("hub.example", "/_berth/enter?code=once&next=/", "")).startsWith("HTTP/1.1 404");
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile("(?i)" + pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String get(String host, String path, String headers) {
        try (RawSocket socket = new RawSocket(house.port())) {
            return socket.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers
                            + "\r\n")
                    .rest();
        }
    }
}
