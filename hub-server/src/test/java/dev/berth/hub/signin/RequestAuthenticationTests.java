package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a request must contain to be answered: the session of a browser, the token of a program, or the secret of a proxy. */
class RequestAuthenticationTests extends SignInHub {

    @Autowired
    private Tokens tokens;

    @Test
    void programsComeWithATokenAloneAndABadOneIsNotMadeUpForByACookie() {
        String value = tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value();
        HubBrowser program = new HubBrowser(port, null);
        program.headers.put("Authorization", "token " + value);
        assertThat(program.get("/hub/api/test").body()).contains(name());
        program.headers.put("Authorization", "Bearer " + value);
        assertThat(program.send("POST", "/hub/api/test", null, null).statusCode())
                .isEqualTo(200);
        browser.signIn(name(), PASSWORD);
        for (String header :
                List.of("token", "token ", "token wrong", "Bearer", "token a b", "token " + "x".repeat(5_000))) {
            browser.headers.put("Authorization", header);
            HttpResponse<String> response = browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"));
            assertThat(response.statusCode()).as(header).isEqualTo(403);
            assertThat(response.body()).contains("Missing or invalid credentials.");
        }
        for (String header : List.of("", "Basic eDp5", "Negotiate abc")) {
            browser.headers.put("Authorization", header);
            assertThat(browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"))
                            .body())
                    .as("for a proxy in front, not for the hub: %s", header)
                    .contains(name());
            assertThat(browser.get("/hub/api/test").statusCode())
                    .as("and the cookie is still one: %s", header)
                    .isEqualTo(403);
        }
        browser.cookies.clear();
        browser.headers.put("Authorization", "token " + value);
        assertThat(location(browser.get("/hub/home"))).startsWith("/@/space%20word/hub/login?next=");
    }

    @Test
    void withoutTheHopThereAreNoPagesNoCookiesAndNoForwardedAddresses() {
        browser.signIn(name(), PASSWORD);
        HubBrowser direct = new HubBrowser(port, null);
        direct.cookies.putAll(browser.cookies);
        for (String path : List.of(
                "/hub/login",
                "/hub/home",
                "/hub/static/css/tokens.css",
                "/",
                "/actuator",
                "/hub/api/oauth2/authorize")) {
            assertThat(direct.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(direct.get("/hub/api/test?_xsrf=" + direct.cookies.get("_xsrf"))
                        .body())
                .contains("Missing or invalid credentials.");
        direct.headers.put("X-Berth-Hop", "wrong");
        assertThat(direct.get("/hub/login").statusCode()).isEqualTo(403);
        browser.headers.put("X-Forwarded-For", "203.0.113.9, 192.0.2.7");
        browser.headers.put("X-Forwarded-Proto", "https");
        assertThat(browser.get("/hub/address").body()).isEqualTo("https 192.0.2.7 null");
    }

    @Test
    void internalPathsAreForProxiesOnly() {
        HubBrowser proxy = new HubBrowser(port, null);
        assertThat(proxy.send("POST", "/internal/proxy/none", "application/json", "{}")
                        .statusCode())
                .isEqualTo(403);
        proxy.headers.put("Authorization", "token " + secret.value());
        assertThat(proxy.send("POST", "/internal/proxy/none", "application/json", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(proxy.get("/hub/api/test").statusCode()).isEqualTo(403);
    }

    @Test
    void handlerThatSaysNotWhoMayCallItAnswersNobody() {
        String value = tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value();
        HubBrowser program = new HubBrowser(port, null);
        program.headers.put("Authorization", "token " + value);
        assertThat(program.get("/hub/api/forgotten").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/env", "/actuator/health", "/elsewhere", "/users/ann/"})
    void nothingElseIsServed(String path) {
        assertThat(browser.get(path).statusCode()).isIn(403, 404);
    }
}
