package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        assertThat(get("bob.hub.example", "/b/user/ann/x", session)).startsWith("HTTP/1.1 403");
        assertThat(get("ann.hub.example", "/b/user/bob/x", session)).startsWith("HTTP/1.1 403");
        assertThat(get("hub.example", "/b/services/all/x", session)).contains("bob GET /b/services/all/x\n");
        assertThat(get("ann.hub.example", "/b/services/all/x", session)).startsWith("HTTP/1.1 403");
    }

    @Test
    void theHubIsNotOnAUsersHost() {
        assertThat(get("ann.hub.example", "/b/hub/api/user", "")).startsWith("HTTP/1.1 403");
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
    void aNavigationOnTheHubsHostGoesToTheUsersHostByWayOfAnEntry() {
        String annsTab = NAVIGATE + "Cookie: " + House.cookie("ann-session") + "\r\n";
        assertThat(get("hub.example", "/b/user/ann/lab?x=%2F", annsTab))
                .startsWith("HTTP/1.1 302")
                .contains("location: http://ann.hub.example/_berth/enter?next=%2Fb%2Fuser%2Fann%2Flab%3Fx%3D%252F\r\n");
        assertThat(get("hub.example", "/b/user/%61nn/files/a%2Fb;v=%31//c", annsTab))
                .contains("?next=%2Fb%2Fuser%2F%2561nn%2Ffiles%2Fa%252Fb%3Bv%3D%2531%2F%2Fc\r\n");
    }

    /** Kay's server is not running. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie: berth_session=bobs\r\n", "Authorization: token of-somebody\r\n"})
    void aStrangerCannotTellWhetherAServerIsRunning(String credential) {
        for (String kind : new String[] {NAVIGATE, "", "Accept: text/html\r\n"}) {
            for (String host : new String[] {"hub.example", "%s.hub.example"}) {
                assertThat(asKays(host, "ann", kind + credential)).isEqualTo(asKays(host, "kay", kind + credential));
            }
        }
    }

    private static String asKays(String host, String user, String headers) {
        return get(host.formatted(user), "/b/user/" + user + "/lab", headers)
                .replace(user, "kay")
                .replaceAll("(?i)\r\ndate: [^\r]*", "");
    }

    @Test
    void aBrowserIsSentToTheHubAndLetInWithTheCodeItBringsBack() {
        assertThat(get("ann.hub.example", "/b/user/ann/lab?a=b&c=d", NAVIGATE))
                .contains("location: http://hub.example/b/user/ann/lab?a=b&c=d\r\n");
        String sent = get("ann.hub.example", "/_berth/enter?next=%2Fb%2Fuser%2Fann%2Flab%3Fa%3Db%26c%3Dd", NAVIGATE);
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
            return Entry.sent("entered", FakeHub.LATER, Instant.now());
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
        house.hub.enter = request -> Entry.sent("entered", FakeHub.LATER, Instant.now());
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
