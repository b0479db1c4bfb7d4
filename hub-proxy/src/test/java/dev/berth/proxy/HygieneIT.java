package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends, byte by byte. */
class HygieneIT {

    private static final String SESSION = "Cookie: " + House.cookie("ann-session") + "\r\n";
    private static House house;

    @BeforeAll
    static void open() {
        house = House.furnished();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/ann/../bob/x",
                "/user/ann/%2e%2e/bob/x",
                "/user/ann/%2E./bob/x",
                "/user/ann/./x",
                "/user/ann%2f..%2fbob/x",
                "/user/ann%2Fx",
                "//user/ann/x",
                "/user//ann/x",
                "/user/ann/%00",
                "/user/ann/%5c..%5cbob",
                "/user/ann/..%2fbob/x",
                "/user/ann/..;/bob/x",
                "/user/ann/%252e%252e/bob/x",
                "/user/%ff/x",
                "/hub//home",
                "/hub/a%2fb",
                "/user/ann/%zz",
                "/user/ann/%4",
                "/user/ann/%",
                "/user/ann/x#fragment",
                "/user/ann/\\..\\bob",
                "http://127.0.0.1/user/ann/x",
                "*",
                "user/ann/x"
            })
    void pathsThatCouldBeReadInTwoWaysAreRefused(String path) {
        int before = house.ann.requests.get() + house.bob.requests.get();
        assertThat(status("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + SESSION + "\r\n"))
                .isEqualTo(400);
        assertThat(house.ann.requests.get() + house.bob.requests.get()).isEqualTo(before);
    }

    @Test
    void aPathInOtherLettersIsAnotherPath() {
        assertThat(rest("GET /user/ANN/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION + "\r\n"))
                .contains("hub GET /user/ANN/x");
        assertThat(rest("GET /user/anna/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION + "\r\n"))
                .contains("hub GET /user/anna/x");
    }

    @Test
    void spoofedHeadersAreReplaced() {
        String seen = rest("GET /user/ann/x HTTP/1.1\r\nHost: hub.example:8000\r\nConnection: close\r\n" + SESSION
                + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Prefix: /evil\r\n"
                + "X_Forwarded_For: 6.6.6.6\r\nX-Forwarded_Host: evil\r\nForwarded: for=6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n"
                + "X-Berth-Hop: evil\r\nX-Berth-User: evil\r\nx_berth_hop: evil\r\nRemote-User: evil\r\n\r\n");
        assertThat(seen)
                .doesNotContain("6.6.6.6", "evil")
                .contains("host: hub.example:8000\n", "x-forwarded-for: 127.0.0.1\n", "x-forwarded-proto: http\n")
                .contains("x-forwarded-host: hub.example:8000\n", "x-forwarded-port: 8000\n");
    }

    @Test
    void theHubHearsOfTheHopFromTheProxyOnly() {
        String seen = rest(
                "GET /hub/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: X-Berth-Hop, X-Forwarded-For\r\n"
                        + "X-Berth-Hop: evil\r\nX_Berth_Hop: evil\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");
        assertThat(seen)
                .doesNotContain("evil", "6.6.6.6")
                .contains("x-berth-hop: " + FakeHub.SECRET, "x-forwarded-for: 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: berth_session=ann-session; a=1; jupyterhub-session-id=s\r\n",
                "Cookie: a=1; berth_session=ann-session; jupyterhub-session-id=s\r\n",
                "Cookie: a=1; jupyterhub-session-id=s; berth_session=ann-session\r\n",
                "Cookie: a=1\r\nCookie: berth_session=ann-session\r\nCookie: jupyterhub-session-id=s\r\n",
                "Cookie: a=1;berth_session=ann-session;jupyterhub-session-id=s; _xsrf_hub=x\r\n",
            })
    void hubCookiesAreTakenOffWhereverTheyStand(String cookies) {
        String seen = rest("GET /user/ann/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + cookies + "\r\n");
        assertThat(seen).contains("cookie: a=1; jupyterhub-session-id=s\n").doesNotContain("ann-session");
    }

    @Test
    void aCookieBetweenQuotesDoesNotCarryTheSessionAlong() {
        String seen = rest("GET /user/ann/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Cookie: a=\"1; berth_session=ann-session; b=2\"\r\n\r\n");
        assertThat(seen).contains("cookie: a=\"1; b=2\"\n").doesNotContain("ann-session");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: berth_session=ann-session; berth_session=ann-session\r\n",
                "Cookie: berth_session=x; a=1; berth_session=ann-session\r\n",
                "Cookie: berth_session=ann-session\r\nCookie: berth_session=x\r\n"
            })
    void doubledSessionCookiesAreRefused(String cookies) {
        assertThat(status("GET /user/ann/x HTTP/1.1\r\nHost: a\r\n" + cookies + "\r\n"))
                .isEqualTo(400);
        assertThat(status("GET /hub/home HTTP/1.1\r\nHost: a\r\n" + cookies + "\r\n"))
                .isEqualTo(400);
    }

    @Test
    void aServerSetsNoCookieOfTheHubs() {
        String seen = rest("GET /user/ann/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION + "\r\n");
        assertThat(seen).contains("mine=1").doesNotContain("=evil", "x-berth-user", "X-Berth-User");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 3, 4\r\n\r\nabcd",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 0x3\r\n\r\nabc",
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "Content-Length : 3\r\n\r\nabc",
                "Na me: x\r\n\r\n",
                "A: b\u0000c\r\n\r\n",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
                "Host: b\r\n\r\n",
                "Authorization: token a\r\nAuthorization: token b\r\n\r\n"
            })
    void requestsThatEndInTwoPlacesAreRefused(String rest) {
        int before = house.ann.requests.get();
        try (RawSocket socket = new RawSocket(house.port())) {
            socket.send("POST /user/ann/x HTTP/1.1\r\nHost: a\r\n" + SESSION + rest);
            assertThat(RawSocket.status(socket.head())).isEqualTo(400);
            socket.rest();
        }
        assertThat(house.ann.requests.get()).isEqualTo(before);
    }

    @Test
    void aSecondRequestDoesNotHideInTheBodyOfTheFirst() {
        String smuggled = "GET /user/ann/smuggled HTTP/1.1\r\nHost: a\r\n" + SESSION + "\r\n";
        String seen = rest("POST /user/ann/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION
                + "Content-Length: " + smuggled.length() + "\r\n\r\n" + smuggled);
        assertThat(seen).contains("body: " + smuggled.length()).doesNotContain("ann GET /user/ann/smuggled");
    }

    @Test
    void aFoldedHeaderArrivesInOneLine() {
        String seen = rest("GET /user/ann/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION
                + "A: b\r\n X-Berth-Hop: c\r\n\r\n");
        assertThat(seen).contains("a: b X-Berth-Hop: c\n");
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(status("GET /user/ann/" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo(414);
        assertThat(status("GET /user/ann/" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isIn(400, 414);
        assertThat(status("GET /x HTTP/1.1\r\nHost: a\r\nA: " + "x".repeat(40_000) + "\r\n\r\n"))
                .isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT a:80", "TRACE /"})
    void methodsForOtherKindsOfProxiesAreRefused(String line) {
        assertThat(status(line + " HTTP/1.1\r\nHost: a\r\n\r\n")).isIn(400, 405);
    }

    @Test
    void aMethodThatIsRefusedNamesThoseThatAreNot() {
        try (RawSocket socket = new RawSocket(house.port())) {
            assertThat(socket.send("TRACE /hub/home HTTP/1.1\r\nHost: a\r\n\r\n")
                            .head())
                    .startsWith("HTTP/1.1 405 ")
                    .containsIgnoringCase("\r\nallow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n");
        }
    }

    @Test
    void theInternalPathsEndHere() {
        for (String path : List.of("/internal", "/internal/proxy/feed", "/%69nternal/proxy/feed")) {
            assertThat(status("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"))
                    .isEqualTo(404);
        }
    }

    @Test
    void aClientOfTheOldKindGetsAStreamToItsEnd() {
        assertThat(rest("GET /user/ann/x HTTP/1.0\r\nHost: a\r\n" + SESSION + "\r\n"))
                .contains("ann GET /user/ann/x\n");
    }

    private static int status(String request) {
        try (RawSocket socket = new RawSocket(house.port())) {
            return RawSocket.status(socket.send(request).head());
        }
    }

    private static String rest(String request) {
        try (RawSocket socket = new RawSocket(house.port())) {
            return socket.send(request).rest();
        }
    }
}
