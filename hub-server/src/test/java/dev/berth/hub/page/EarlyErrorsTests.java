package dev.berth.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that Tomcat itself rejects, at the hub's own port. */
class EarlyErrorsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /hub/user%2Fhome", "GET /hub/%5Chome", "GET /hub/%00", "GET /%zz", "GET /a/%2e%2e/../../b"})
    void aBrowserGetsOurPage(String line) throws IOException {
        String answer = send(line + " HTTP/1.1", "Accept: text/html");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("Error 400", "tokens.css", "Invalid request");
        assertThat(answer)
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /hub/api/users/a%2Fb", "DELETE /hub/api/%5C"})
    void aProgramGetsOurJson(String line) throws IOException {
        String answer = send(line + " HTTP/1.1", "Accept: */*");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/json", "\"status\":400", "\"message\":\"")
                .doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /hub/{x} HTTP/1.1", "GE(T / HTTP/1.1", "GET / HTTP/9.9"})
    void anUnreadableRequestShowsNothingOfTheInside(String line) throws IOException {
        assertThat(send(line, "Accept: text/html"))
                .startsWith("HTTP/1.1 ")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    /** Reads to the end: a client that is still writing when the other side hangs up never reads the response. */
    @Test
    void aBodyThatIsTooLongGetsAnAnswer() throws IOException {
        byte[] body = new byte[15 << 20];
        Arrays.fill(body, (byte) ' ');
        String name = SharedHub.name("long");
        String token = HUB.token(name);
        String head = "POST /hub/api/users/" + name + "/tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: token " + token + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HUB.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413");
        }
    }

    private static String send(String line, String accept) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HUB.port());
                OutputStream out = socket.getOutputStream()) {
            socket.setSoTimeout(10_000);
            String request = line + "\r\nHost: localhost\r\n" + accept + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
