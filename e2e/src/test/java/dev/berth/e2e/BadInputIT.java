package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.RawHttp;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a person or a program sends, the result is a clear rejection, never an internal error and never silence. */
class BadInputIT {

    private static final String MEGABYTE = "x".repeat(1 << 20);

    private static Installation installation;
    private static Hub hub;
    private static FormVisitor admin;
    private static RestClient rest;

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("input").set("berth.signin.throttle.per-account", "1000");
        installation.set("berth.signin.throttle.per-address", "1000");
        LightServer.offer(installation);
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = FormVisitor.firstAdmin(hub);
        rest = hub.rest(admin.token("admin"));
    }

    @AfterAll
    static void end() {
        String log = hub.process().output();
        installation.close();
        assertThat(log).as("the hub's log").doesNotContain(MEGABYTE.substring(0, 5_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hub/../hub/home",
                "/user/admin/../../hub/api/users",
                "/user/admin/..%2f..%2fhub/api/users",
                "/user/admin/%2e%2e/%2e%2e/hub/api/users",
                "//hub//home",
                "/user//admin/",
                "/user/admin%2flab",
                "/user/admin%5clab",
                "/user/admin%00/",
                "/hub/home%00",
                "/user/%ff%fe/",
                "/user/%zz/",
                "/user/%E7%95%8C/",
                "/user/\u754c/",
                "/user/admin;x=y/",
                "/internal/proxy/feed",
                "/user/admin/\u0001",
                "http://elsewhere.example/hub/home",
                "*",
                "hub/home",
                "/hub/admin?offset=-1",
                "/hub/admin?offset=abc",
                "/hub/login?next=//elsewhere.example/",
                "/hub/spawn?server=%00",
                "/hub/enter?host=x&state=y&next=z",
                "/_berth/enter?code=x&next=//elsewhere.example"
            })
    void aPathThatIsNotOne(String path) throws IOException {
        assertClear(RawHttp.get(hub.port(), path), path);
        assertClear(RawHttp.get(hub.port(), path, "Cookie: " + admin.cookies()), path + " signed in");
        assertClear(RawHttp.get(hub.port(), path, "Authorization: token " + rest.token()), path + " with a token");
    }

    @Test
    void aPathThatHasNoEnd() throws IOException {
        assertThat(RawHttp.get(hub.port(), "/user/" + "a".repeat(20_000))).isIn(400, 404, 414);
        assertThat(RawHttp.get(hub.port(), "/hub/home?" + "a".repeat(20_000))).isIn(400, 404, 414);
        // So much data that the hub may close the connection before the client can read the response.
        assertThat(RawHttp.get(hub.port(), "/user/" + MEGABYTE)).isIn(0, 400, 404, 414);
        assertThat(RawHttp.get(hub.port(), "/user/" + "a".repeat(5_000) + "/")).isIn(302, 400, 403, 404);
    }

    @Test
    void cookiesThatAreNone() throws IOException {
        String mine = admin.cookies();
        for (String cookie : List.of(
                "jupyterhub-hub-login=garbage",
                "jupyterhub-hub-login=" + "\u00ff".repeat(20),
                "jupyterhub-hub-login=\"a; b\"",
                mine + "; jupyterhub-hub-login=garbage",
                "jupyterhub-hub-login=garbage; " + mine,
                "=; ;;; =x; _xsrf",
                "berth-visitor=x; berth-visitor=y; _xsrf=1; _xsrf=2")) {
            assertThat(RawHttp.get(hub.port(), "/hub/home", "Cookie: " + cookie))
                    .as("with the cookie " + cookie)
                    .isIn(302, 400, 403);
            assertThat(RawHttp.get(hub.port(), "/user/admin/", "Cookie: " + cookie))
                    .as("with the cookie " + cookie)
                    .isIn(302, 400, 403);
            assertClear(RawHttp.get(hub.port(), "/hub/login", "Cookie: " + cookie), cookie);
        }
        assertThat(RawHttp.get(hub.port(), "/hub/login", "Cookie: a=" + "x".repeat(100_000)))
                .isIn(400, 431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: token",
                "Authorization: token a b",
                "Authorization: Basic eDp5",
                "Authorization: bearer \u0001",
                "Content-Length: -1",
                "Content-Length: abc",
                "Transfer-Encoding: gzip, chunked, chunked",
                "Host: elsewhere.example",
                "Upgrade: h2c",
                "X-Forwarded-For: \u00ff, 1.2.3.4",
                "X-Berth-Hop: guessed",
                "Accept: text/html;q=x"
            })
    void aHeaderThatIsNotOne(String header) throws IOException {
        assertClear(RawHttp.get(hub.port(), "/hub/api/users", header), header);
        assertClear(RawHttp.get(hub.port(), "/user/admin/", header), header);
    }

    @Test
    void formsWithoutTheirToken() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("username", "admin", "password", FormVisitor.PASSWORD));
        FormVisitor visitor = new FormVisitor(hub.url("/"));
        assertThat(visitor.post("hub/login", fields).status()).as("without one").isEqualTo(403);
        fields.put("_xsrf", "made-up");
        assertThat(visitor.post("hub/login", fields).status())
                .as("with another")
                .isEqualTo(403);
        assertThat(admin.post("hub/admin/users", Map.of("name", "x")).status()).isEqualTo(403);
        assertThat(admin.post("hub/logout", Map.of("_xsrf", "old")).status()).isEqualTo(403);
        assertThat(admin.post("hub/spawn/admin", Map.of()).status()).isEqualTo(403);
        assertThat(rest.get("hub/api/users/x").status()).isEqualTo(404);
    }

    @Test
    void formsWithTooMuchOrTooLittle() throws IOException {
        FormVisitor visitor = new FormVisitor(hub.url("/"));
        for (String name : List.of("", " ", MEGABYTE, "a\0b", "\u754c", "../x", "x".repeat(300), "<script>")) {
            visitor.submit("hub/login", Map.of("username", name, "password", "x"), 400, 403, 413);
            admin.submit("hub/admin/users", Map.of("name", name), 200, 400, 413);
        }
        visitor.submit("hub/login", Map.of("username", "admin", "password", MEGABYTE), 400, 403, 413);
        visitor.submit("hub/login", Map.of(), 400, 403);
        visitor.submit("hub/invite", Map.of("code", MEGABYTE, "password", "long enough", "repeated", "x"), 400, 413);
        visitor.submit("hub/invite", Map.of("code", "", "password", "long enough", "repeated", "long enough"), 400);
        admin.submit("hub/spawn/admin", Map.of("profile", "none such"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"text\"",
                "null",
                "{\"usernames\": \"ann\"}",
                "{\"usernames\": [1, 2]}",
                "{\"usernames\": []}",
                "{\"usernames\": [\"\"]}",
                "{\"usernames\": [\"../../etc\"]}",
                "{\"usernames\": [\"a\\u0000b\"]}",
                "{\"usernames\": [\"ann\"], \"admin\": \"yes\"}",
                "{\"usernames\": {\"a\": 1}}",
                "{\"a\": 1e999}"
            })
    void jsonThatIsNotWhatWasAskedFor(String body) throws IOException {
        for (String path : List.of(
                "hub/api/users",
                "hub/api/users/admin/tokens",
                "hub/api/users/admin/activity",
                "hub/api/users/admin/server")) {
            RestClient.Answer answer = rest.send("POST", path, body);
            assertClear(answer.status(), path + " with " + body);
            if (answer.status() >= 400) {
                assertThat(answer.json().path("message").asString(""))
                        .as("message of " + path)
                        .isNotBlank();
            }
        }
        assertThat(rest.send("POST", "hub/api/users", body).status()).isEqualTo(400);
    }

    @Test
    void jsonThatHasNoEnd() throws IOException {
        String deep = "[".repeat(100_000);
        for (String body : List.of(deep, "{\"note\": \"" + "x".repeat(5 << 20) + "\"}", "{\"a\":".repeat(50_000))) {
            assertThat(rest.send("POST", "hub/api/users/admin/tokens", body).status())
                    .isIn(400, 413);
        }
        assertThat(rest.send("POST", "hub/api/users/admin/tokens", "{\"note\": \"" + "x".repeat(100_000) + "\"}")
                        .status())
                .isIn(201, 400);
        assertThat(rest.send("PATCH", "hub/api/users/admin", "{\"unknown\": 1}").status())
                .isEqualTo(400);
        assertThat(rest.send("PUT", "hub/api/users", "{}").status()).isIn(404, 405);
        assertThat(rest.get("hub/api/users?limit=abc").status()).isEqualTo(400);
        assertThat(rest.get("hub/api/users?limit=-5&offset=-7").status()).isIn(200, 400);
        assertThat(rest.get("hub/api/users?state=none").status()).isIn(200, 400);
        assertThat(rest.get("hub/api/users/" + "x".repeat(3_000)).status()).isEqualTo(404);
    }

    /** Neither an internal error nor, for what does not exist, a success. */
    private static void assertClear(int status, String what) {
        assertThat(status).as("answer to " + what).isBetween(200, 499).isNotEqualTo(408);
    }
}
