package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Tomcat refuses by itself, at the hub's own port. */
class EarlyErrorsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /hub/user%2Fhome", "GET /hub/%5Chome", "GET /hub/%00", "GET /%zz", "GET /a/%2e%2e/../../b"})
    void aBrowserGetsOurPage(String line) throws IOException {
        String answer = send(line + " HTTP/1.1", "Accept: text/html");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("Error 400", "berth.css", "could not be understood");
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
