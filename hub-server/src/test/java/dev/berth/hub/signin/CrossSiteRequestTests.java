package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a page of another site can make a browser send. */
class CrossSiteRequestTests extends SignInHub {

    /** Every mode and site of Fetch Metadata (W3C), and a browser that does not send them. */
    static Stream<Arguments> fetches() {
        Stream<Arguments> all = Stream.of("navigate", "cors", "no-cors", "same-origin", "websocket")
                .flatMap(mode -> Stream.of("same-origin", "same-site", "cross-site", "none")
                        .map(site -> Arguments.of(mode, site)));
        return Stream.concat(all, Stream.of(Arguments.of(null, null)));
    }

    @ParameterizedTest
    @MethodSource("fetches")
    void unsafeRequestWithoutATokenIsRefusedWhateverTheBrowserSaysAboutIt(String mode, String site) {
        browser.signIn(name(), PASSWORD);
        if (mode != null) {
            browser.headers.put("Sec-Fetch-Mode", mode);
            browser.headers.put("Sec-Fetch-Site", site);
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            for (String path : List.of(
                    "/hub/logout", "/hub/password", "/hub/login", "/hub/spawn", "/hub/token", "/hub/api/test")) {
                assertThat(browser.send(method, path, "application/json", "{}").statusCode())
                        .as(method + " " + path)
                        .isEqualTo(403);
            }
        }
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
    }

    @Test
    void aStaleFormIsToldFromAForbiddenOne() {
        browser.headers.put("Accept", "text/html");
        browser.signIn(name(), PASSWORD);
        for (Map<String, String> form : List.of(Map.<String, String>of(), Map.of("_xsrf", "old"))) {
            HttpResponse<String> answer = browser.post("/hub/logout", form);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("has expired")
                    .contains("cookies")
                    .contains("reload")
                    .contains("</html>");
        }
        HttpResponse<String> api = browser.send("POST", "/hub/api/test", "application/json", "{}");
        assertThat(api.body())
                .contains("\"status\":403", "'_xsrf' argument missing from POST", "Reload it", "API token");
        assertThat(browser.get("/nothing/of/ours").statusCode()).isEqualTo(404);
    }

    @Test
    void cookieRequestsToTheApiNeedTheTokenForReadingToo() {
        browser.signIn(name(), PASSWORD);
        assertThat(browser.get("/hub/api/test").body()).contains("403", "'_xsrf' argument missing from GET");
        assertThat(browser.get("/hub/api/test?_xsrf=old").body()).contains("XSRF cookie does not match");
        String token = browser.cookies.get("_xsrf");
        assertThat(browser.get("/hub/api/test?_xsrf=" + token).body()).contains(name());
        browser.headers.put("X-XSRFToken", token);
        assertThat(browser.send("POST", "/hub/api/test", "application/json; charset=UTF-8", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.send("POST", "/hub/api/test", "text/plain", "{}").statusCode())
                .isEqualTo(403);
    }
}
