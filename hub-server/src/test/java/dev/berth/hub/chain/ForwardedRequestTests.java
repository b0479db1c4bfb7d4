package dev.berth.hub.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.chain.ForwardedRequest.Hop;
import dev.berth.spi.route.HubPaths;
import jakarta.servlet.http.Cookie;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What the hub believes of a request, depending on what it came through. */
class ForwardedRequestTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/hub/home");

    ForwardedRequestTests() {
        request.setRemoteAddr("10.0.0.6");
        request.addHeader("X-Forwarded-For", "192.0.2.66, 198.51.100.7");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader(HubPaths.PATH_HEADER, "/user/ann/a%2Fb");
        request.addHeader(HubPaths.HOP_HEADER, "secret");
        request.addHeader("Cookie", "a=b");
        request.setCookies(new Cookie("a", "b"));
    }

    @Test
    void itsOwnProxySaysWhereARequestComesFromAndWhichPathItHas() {
        ForwardedRequest seen = new ForwardedRequest(request, Hop.OWN);
        assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.7");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getHeader(HubPaths.PATH_HEADER)).isEqualTo("/user/ann/a%2Fb");
        assertThat(seen.getHeader(HubPaths.HOP_HEADER)).isNull();
    }

    @Test
    void anotherProxySaysWhereARequestComesFromAndNothingElse() {
        ForwardedRequest seen = new ForwardedRequest(request, Hop.FOREIGN);
        assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.7");
        assertThat(seen.getCookies()).hasSize(1);
        assertThat(seen.getHeader(HubPaths.PATH_HEADER)).isNull();
        assertThat(Collections.list(seen.getHeaderNames()))
                .contains("X-Forwarded-For")
                .doesNotContain(HubPaths.PATH_HEADER, HubPaths.HOP_HEADER);
    }

    @Test
    void withoutAProxyThereAreNeitherCookiesNorForwardingHeaders() {
        ForwardedRequest seen = new ForwardedRequest(request, Hop.NONE);
        assertThat(seen.getRemoteAddr()).isEqualTo("10.0.0.6");
        assertThat(seen.getCookies()).isNull();
        assertThat(seen.getHeader("Cookie")).isNull();
        assertThat(seen.getHeader("X-Forwarded-For")).isNull();
        assertThat(seen.getHeader(HubPaths.PATH_HEADER)).isNull();
    }
}
