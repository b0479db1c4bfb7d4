package dev.berth.hub.chain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The paths at which the hub stands in for servers behind configurable-http-proxy. */
class StandInRequestTests {

    @ParameterizedTest
    @CsvSource({
        "/, /hub/",
        "/hub, /hub/",
        "/user/ann/, /hub/user/ann/",
        "/user/ann/lab/tree/a%20b.ipynb, /hub/user/ann/lab/tree/a%20b.ipynb",
    })
    void aVisitorIsSentToWhereTheHubsCookiesGo(String path, String elsewhere) {
        assertThat(StandInRequest.redirect(request("GET", path))).isEqualTo(elsewhere);
    }

    @Test
    void theQueryGoesAlong() {
        MockHttpServletRequest request = request("GET", "/user/ann/lab");
        request.setQueryString("reset&x=%2F");
        assertThat(StandInRequest.redirect(request)).isEqualTo("/hub/user/ann/lab?reset&x=%2F");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/hub/", "/hub/home", "/hub/user/ann/", "/services/grades/", "/users", "/user-redirect/lab"})
    void nobodyIsSentAwayFromOtherPaths(String path) {
        assertThat(StandInRequest.redirect(request("GET", path))).isNull();
    }

    @Test
    void aRequestThatChangesSomethingIsNotRepeatedElsewhere() {
        assertThat(StandInRequest.redirect(request("POST", "/user/ann/api/kernels")))
                .isNull();
    }

    @Test
    void handlersSeeTheServersOwnPath() {
        HttpServletRequest seen = StandInRequest.of(request("GET", "/hub/user/ann/lab"));
        assertThat(seen.getRequestURI()).isEqualTo("/user/ann/lab");
        assertThat(seen.getServletPath()).isEqualTo("/user/ann/lab");
        assertThat(seen.getRequestURL()).hasToString("http://localhost/user/ann/lab");
    }

    @Test
    void otherRequestsStayAsTheyAre() {
        HttpServletRequest request = request("GET", "/hub/home");
        assertThat(StandInRequest.of(request)).isSameAs(request);
    }

    @Test
    void aPathThatTheContainerResolvesElsewhereStaysAsItIs() {
        MockHttpServletRequest request = request("GET", "/hub/user/../home");
        request.setServletPath("/hub/home");
        assertThat(StandInRequest.of(request)).isSameAs(request);
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        return request;
    }
}
