package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor sends arrives as it was sent, and so does what a server answers. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AsItCameTests {

    private static final String SESSION = "Cookie: " + House.cookie("ann-session") + "\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String OFFER =
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";

    private FrontDoor door;

    abstract Front front(FakeHub hub, Path folder) throws IOException;

    @BeforeAll
    void open() throws IOException {
        door = new FrontDoor(this::front);
    }

    @BeforeEach
    void forget() {
        scripted().forget();
    }

    @AfterAll
    void close() {
        door.close();
    }

    private ScriptedServer scripted() {
        return door.scripted;
    }

    @Test
    void aFileInAFolderIsOpenedWithCollaboration() {
        assertThat(exchange(
                        "PUT /user/ann/api/collaboration/session/sub%2Fa.ipynb HTTP/1.1",
                        "Content-Length: 2\r\n", "{}"))
                .contains(" 200 ", "ann PUT /user/ann/api/collaboration/session/sub%2Fa.ipynb\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/ann/proxy/8501/a%2Fb",
                "/user/ann/%2Fetc/motd",
                "/user/ann//t.txt",
                "/user/ann/files/sub//t.txt",
                "/user/ann/files//",
                "/user/ann/files/a%5Cb.txt",
                "/user/ann/files/a;v=1,2:3&b=c!$'()*+",
                "/user/ann/files/%61%7E",
                "/user/ann/files/caf%E9.txt",
                "/user/ann/files/two%0Alines",
                "/user/ann/files/100%25.txt",
                "/user/ann/files/[a]{b}|c^d`\"<>",
                "/user/ann/files/%e4%b8%ad.ipynb",
                "/user/ann/api/q?x=%2F..%2f&&y=[{|}]^`\"<>\\",
                "/user/ann/gpu%2Fx",
                "/user/ann",
            })
    void aPathBehindTheNameArrivesByteForByte(String path) {
        assertThat(exchange("GET " + path + " HTTP/1.1", "", "")).contains("ann GET " + path + "\n");
    }

    @Test
    void aNameIsRecognisedHoweverItIsWrittenAndArrivesInItsOneForm() {
        assertThat(exchange("GET /user/%61nn/%61%2fb HTTP/1.1", "", "")).contains("ann GET /user/ann/%61%2fb\n");
        assertThat(exchange("GET /user/ann/gp%75/%61 HTTP/1.1", "", "")).contains("bob GET /user/ann/gpu/%61\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/ann/..%2fbob/x",
                "/user/ann/x%2F..%2F..%2Fbob/x",
                "/user/ann/%2e%2e%2fbob/x",
                "/user/ann/..;/bob/x",
                "/user/ann/..;a=b/bob/x",
                "/user/ann/%5c..%5cbob/x",
                "/user/ann/..%5cbob/x",
                "/user/ann/%252e%252e/bob/x",
                "/user/ann/..%252fbob/x",
                "/user/ann/%c0%ae%c0%ae/bob/x",
                "/user/ann/..%c0%afbob/x",
                "/user/ann/%00",
                "/user/ann%2fbob/x",
                "/user/ann%2f..%2fbob/x",
                "/user/ann%5cbob/x",
                "/user%2fbob/x",
                "/user//ann/x",
                "//user/ann/x",
                "/hub//home",
                "/hub/a%2Fb",
                "/%2e%2e/internal/proxy/feed",
                "/user/ann/../../internal/proxy/feed",
                "/internal%2Fproxy/feed",
            })
    void nothingLeadsOutOfWhatWasDecidedAbout(String path) {
        int before = door.requests();
        assertThat(exchange("GET " + path + " HTTP/1.1", "", "")).contains(" 400 ");
        assertThat(door.requests()).isEqualTo(before);
    }

    @Test
    void aDeepLinkToAServerThatDoesNotRunReachesTheHub() {
        assertThat(exchange("GET /user/zoe/lab/tree/sub%2Fa.ipynb?reset=1 HTTP/1.1", "X-Berth-Path: /evil\r\n", ""))
                .contains("hub GET /user/zoe/lab/tree/?reset=1\n")
                .contains("x-berth-path: /user/zoe/lab/tree/sub%2Fa.ipynb\n")
                .doesNotContain("evil");
        assertThat(exchange("GET /user/zoe/lab HTTP/1.1", "X-Berth-Path: /evil\r\n", ""))
                .contains("hub GET /user/zoe/lab\n")
                .doesNotContainIgnoringCase("x-berth-path");
    }

    @Test
    void aCourseLinkReachesTheHubAsItWasWritten() {
        assertThat(exchange("GET /hub/user-redirect/lab/tree/x%2Fy;v=1.ipynb?a=b%2Fc HTTP/1.1", "", ""))
                .contains("hub GET /hub/user-redirect/lab/tree/?a=b%2Fc\n")
                .contains("x-berth-path: /hub/user-redirect/lab/tree/x%2Fy;v=1.ipynb\n");
        assertThat(exchange("GET /user-redirect/a;v=1?[1] HTTP/1.1", "", ""))
                .contains("hub GET /user-redirect/a%3Bv%3D1?[1]\n")
                .contains("x-berth-path: /user-redirect/a;v=1\n");
    }

    @Test
    void curlOffersHttp2() {
        assertThat(exchange("GET /user/ann/x HTTP/1.1", OFFER, ""))
                .contains(" 200 ", "ann GET /user/ann/x\n")
                .doesNotContainIgnoringCase("http2-settings", "h2c");
        assertThat(exchange("POST /user/ann/x HTTP/1.1", OFFER + "Content-Length: 3\r\n", "abc"))
                .contains("body: 3\n");
        assertThat(exchange("GET /hub/home HTTP/1.1", OFFER, "")).contains("hub GET /hub/home\n");
        assertThat(exchange("GET /user/ann/x HTTP/1.0", "Upgrade: websocket\r\nConnection: Upgrade\r\n", ""))
                .contains(" 200 ");
    }

    @Test
    void javasHttpClientIsLeftAtItsDefaults() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/user/ann/x"))
                    .header("Cookie", House.cookie("ann-session"))
                    .POST(HttpRequest.BodyPublishers.ofString("abc"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("body: 3\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
                "Upgrade: websocket\r\nConnection: Upgrade\r\n",
                "Upgrade: websocket, h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n",
                "Upgrade: h2c\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n",
                "Upgrade: websocket/13\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nContent-Length: 0\r\n",
            })
    void aHandshakeThatOnlySomeWouldTakeForOneIsRefused(String headers) {
        assertThat(exchange("GET /user/ann/x HTTP/1.1", headers, "")).contains(" 400 ");
    }

    @Test
    void aServerThatSwitchesProtocolsUnaskedDoesNotAnswer() {
        scripted()
                .answers("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhidden");
        assertThat(exchange("GET /user/eve/x HTTP/1.1", OFFER, ""))
                .contains(" 502 ")
                .doesNotContain("hidden");
        scripted().answers(OK);
        assertThat(exchange("GET /user/eve/x HTTP/1.1", "", "")).endsWith("\r\n\r\nok");
    }

    @Test
    void aServerSaysThatItIsAtWork() {
        scripted()
                .answers(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX-Step: 1\r\nX-Berth-User: root\r\n\r\n"
                                + "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
                                + "HTTP/1.1 104 Upload Resumption Supported\r\n\r\n" + OK);
        assertThat(exchange("GET /user/eve/x HTTP/1.1", "", ""))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX-Step: 1\r\n\r\n"
                        + "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 104 ")
                .contains("\r\n\r\nHTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\nok");
    }

    @Test
    void aClientThatKnowsNoInterimAnswersGetsNone() {
        scripted().answers("HTTP/1.1 102 Processing\r\n\r\n" + OK);
        assertThat(exchange("GET /user/eve/x HTTP/1.0", "", ""))
                .startsWith("HTTP/1.0 200 OK\r\n")
                .endsWith("\r\n\r\nok");
    }

    @Test
    void theHeadersOfAnAnswerAreThoseOfTheServer() {
        String headers =
                "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nWarning: 199 a \"b\" \"Sun, 06 Nov 1994 08:49:38 GMT\"\r\n"
                        + "cache-Control: public\r\nExpires: 0\r\nContent-TYPE: Text/HTML;Charset=\"utf-8\"\r\n"
                        + "Content-Disposition: attachment; filename=\"caf\u00C3\u00A9.txt\"\r\nX-Two: a\r\nX-Two: b\r\n"
                        + "Set-Cookie: a=1; Expires=Sun, 6 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n";
        scripted().answers("HTTP/1.1 299 As You Like It\r\n" + headers + "\r\nok");
        String seen = exchange("GET /user/eve/x HTTP/1.1", "", "");
        assertThat(seen).startsWith("HTTP/1.1 299 As You Like It\r\n").endsWith("\r\n\r\nok");
        assertThat(seen.split("\r\n")).contains(headers.split("\r\n"));
        scripted().answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(exchange("GET /user/eve/x HTTP/1.1", "", "")).doesNotContainIgnoringCase("date:");
    }

    @Test
    void theHeadersOfARequestAreThoseOfTheVisitor() throws Exception {
        scripted().answers(OK);
        String headers = "accept-ENCODING: gzip;q=0.5,br\r\nIf-None-Match: W/\"a\", \"b\"\r\nRange: bytes=0-1\r\n"
                + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-Two: a\r\nX-Two: b\r\nX-Name: caf\u00C3\u00A9\r\n"
                + "Authorization: Basic YTpi\r\n";
        exchange("GET /user/eve/x HTTP/1.1", headers, "");
        assertThat(scripted().head().split("\r\n"))
                .contains(headers.replace("Authorization: Basic YTpi\r\n", "").split("\r\n"))
                .contains("Authorization: token server-token")
                .doesNotContain("Authorization: Basic YTpi");
    }

    @Test
    void answersWithoutABodyEndAtTheirHead() {
        scripted().answers("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(exchange("GET /user/eve/x HTTP/1.1", "", ""))
                .startsWith("HTTP/1.1 204 ")
                .endsWith("\r\n\r\n")
                .doesNotContainIgnoringCase("transfer-encoding");
        scripted().answers("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 7\r\n\r\n");
        assertThat(exchange("GET /user/eve/x HTTP/1.1", "", ""))
                .contains("\r\nContent-Length: 7\r\n")
                .endsWith("\r\n\r\n");
        scripted().answers("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
        assertThat(exchange("HEAD /user/eve/x HTTP/1.1", "", ""))
                .contains("\r\nContent-Length: 7\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void anUploadWaitsUntilTheServerWantsIt() throws Exception {
        try (RawSocket socket = new RawSocket(door.port())) {
            socket.send("PUT /user/eve/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + SESSION
                    + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(scripted().head()).contains("\r\nExpect: 100-continue\r\n");
            scripted().answers(OK);
            assertThat(socket.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(socket.send("abc").rest())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("ok");
        }
    }

    @Test
    void anUploadThatTheServerRefusesHearsOfIt() {
        scripted().refuses("HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo long");
        try (RawSocket socket = new RawSocket(door.port())) {
            socket.send("PUT /user/eve/x HTTP/1.1\r\nHost: a\r\n" + SESSION + "Content-Length: 9000000\r\n\r\nabc");
            assertThat(socket.head()).startsWith("HTTP/1.1 413 Too Large\r\n");
            assertThat(socket.until("too long")).isEqualTo("too long");
        }
    }

    private String exchange(String line, String headers, String body) {
        return door.exchange(line, headers, body);
    }
}
