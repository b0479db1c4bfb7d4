package dev.berth.hub.home;

import static dev.berth.hub.home.UserPages.HOSTILE;
import static dev.berth.hub.home.UserPages.HUB;
import static dev.berth.hub.home.UserPages.page;
import static dev.berth.hub.home.UserPages.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The addresses of servers, where the hub answers in place of a server that does not run or cannot be used. */
class ServerAddressTests {

    @Test
    void aStoppedServersPagesAre424() {
        String name = stopped("CRASHED", HOSTILE);
        HubBrowser browser = HUB.browser(name);
        browser.headers.put("Accept", "text/html");
        String page = page(browser, "/user/" + name + "/lab/tree/a%20b.ipynb", 424);
        assertThat(page).contains("/hub/spawn/" + name).doesNotContain("<img src=x");
        HttpResponse<String> json = browser.get("/user/" + name + "/api/kernels");
        assertThat(json.statusCode()).isEqualTo(424);
        assertThat(json.body()).startsWith("{").contains("\"status\":424");
        assertThat(browser.send("PUT", "/user/" + name + "/api/contents/a.ipynb", "application/json", "{}")
                        .statusCode())
                .as("what an open notebook saves")
                .isEqualTo(424);
    }

    @Test
    void aLinkWithTheNameInCapitalsLeadsToTheServer() {
        String name = SharedHub.ready("capitals");
        HubBrowser browser = HUB.browser(name);
        String capitals = "/user/" + name.toUpperCase(Locale.ROOT);
        assertRedirected(
                browser.get(capitals + "/lab/tree/a%20b.ipynb?reset=1"),
                302,
                "/user/" + name + "/lab/tree/a%20b.ipynb?reset=1");
        assertRedirected(browser.get(capitals + "?x=/y"), 302, "/user/" + name + "/?x=/y");
        assertRedirected(browser.get(capitals), 302, "/user/" + name + "/");
        assertRedirected(
                browser.send("PUT", capitals + "/api/contents/a.ipynb", "application/json", "{}"),
                307,
                "/user/" + name + "/api/contents/a.ipynb");
        browser.headers.put("X-Berth-Path", capitals + "/lab/tree/sub%2Fa.ipynb");
        assertRedirected(
                browser.get(capitals + "/lab/tree/?reset=1"), 302, "/user/" + name + "/lab/tree/sub%2Fa.ipynb?reset=1");
        HubBrowser stranger = HUB.browser(SharedHub.user("page"));
        stranger.headers.put("Accept", "text/html");
        assertThat(stranger.get(capitals + "/lab").statusCode()).isEqualTo(404);
    }

    private static void assertRedirected(HttpResponse<String> answer, int status, String location) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location")).contains(location);
    }

    @Test
    void othersAndNobodysServersLookAlike() {
        String name = stopped("CRASHED", "x");
        HubBrowser stranger = HUB.browser(SharedHub.user("page"));
        stranger.headers.put("Accept", "text/html");
        assertThat(stranger.get("/user/" + name + "/lab").statusCode()).isEqualTo(404);
        assertThat(stranger.get("/user/nobody-at-all/lab").statusCode()).isEqualTo(404);
        for (String path : new String[] {"/hub/spawn/", "/hub/spawn-pending/", "/hub/home/server/"}) {
            assertThat(stranger.get(path + name).statusCode()).isEqualTo(404);
            assertThat(stranger.get(path + "nobody-at-all").statusCode()).isEqualTo(404);
        }
        assertThat(stranger.post("/hub/home/stop/" + name, Map.of("_xsrf", stranger.cookies.get("_xsrf")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAServerThatIsStartingIsTheProgressAndThenThatPage() {
        String name = SharedHub.name("early");
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(name, "");
            HUB.await(name, ServerState.PENDING_START);
            HubBrowser browser = HUB.browser(name);
            browser.headers.put("Accept", "text/html");
            HttpResponse<String> page = browser.get("/user/" + name + "/lab/tree/a%20b.ipynb?reset");
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.headers().firstValue("Location"))
                    .contains("/hub/spawn-pending/" + name + "?next=%2Fuser%2F" + name
                            + "%2Flab%2Ftree%2Fa%2520b.ipynb%3Freset");
            assertThat(browser.get("/user/" + name + "/api/kernels").statusCode())
                    .as("a program is not redirected to a page")
                    .isEqualTo(424);
            HUB.stopServer(name);
            HUB.await(name, ServerState.STOPPED);
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
    }
}
