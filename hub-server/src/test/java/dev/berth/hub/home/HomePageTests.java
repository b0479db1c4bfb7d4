package dev.berth.hub.home;

import static dev.berth.hub.home.UserPages.HUB;
import static dev.berth.hub.home.UserPages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.ServerActivity;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.HomeUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The home page and its parts, in every state of a server. */
class HomePageTests {

    @Test
    void homeOffersAStartToWhoeverHasNoServer() {
        String name = SharedHub.user("page");
        String page = page(HUB.browser(name), "/hub/home", 200);
        assertThat(page)
                .contains("href=\"/hub/spawn/" + name + "\"")
                .contains("name=\"_xsrf\"")
                .doesNotContain("/hub/admin")
                .doesNotContain("/hub/home/stop");
    }

    @Test
    void homeShowsAServerInEachOfItsStates() {
        String name = SharedHub.name("page");
        HubBrowser browser = HUB.browser(name);
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(name, "");
            assertThat(page(browser, "/hub/home", 200))
                    .contains("PENDING_START")
                    .contains("/hub/spawn-pending/");
            assertThat(page(browser, "/hub/spawn-pending/" + name, 200)).contains("Queued", "aria-current=\"step\"");
            assertThat(page(browser, "/hub/spawn-progress/" + name, 200)).contains("hx-get");
            assertThat(page(browser, "/hub/home/server/" + name, 200)).contains("hx-get");
            assertThat(browser.get("/hub/spawn/" + name).headers().firstValue("Location"))
                    .contains("/hub/spawn-pending/" + name);
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
        SharedHub.WORLD.giveIn(startedRef(name));
        HUB.await(name, ServerState.STOPPED);
        HUB.startServer(name, "");
        HUB.await(name, ServerState.READY);
        assertThat(page(browser, "/hub/home", 200))
                .contains("href=\"/user/" + name + "/lab\"")
                .contains("READY");
        assertThat(browser.get("/hub/spawn-progress/" + name).headers().firstValue("HX-Redirect"))
                .contains("/user/" + name + "/lab");
        assertThat(browser.get("/hub/spawn/" + name).headers().firstValue("Location"))
                .contains("/user/" + name + "/lab");
        assertThat(browser.post("/hub/home/stop/" + name, Map.of("_xsrf", browser.cookies.get("_xsrf")))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/home");
        HUB.await(name, ServerState.STOPPED);
        assertThat(page(browser, "/hub/home", 200)).contains("Stopped on request.");
    }

    private static dev.berth.spi.spawn.ServerRef startedRef(String name) {
        org.awaitility.Awaitility.await("launched").until(() -> SharedHub.WORLD.launches(HUB.ref(name)) == 1);
        HUB.stopServer(name);
        return HUB.ref(name);
    }

    @Test
    void homeAndConsoleNameWhatKeptAServerAlive() {
        String name = SharedHub.ready("kept");
        ServerView server = HUB.view(name);
        ServerActivity activity = HUB.bean(ServerActivity.class);
        activity.used(server.path(), server.generation(), Duration.ZERO, "POST /git/…");
        activity.used(server.path(), server.generation(), Duration.ofHours(1), "POST /earlier");
        assertThat(page(HUB.browser(name), "/hub/home", 200))
                .contains("POST /git/…")
                .doesNotContain("earlier");
        HUB.admin("kept-admin");
        assertThat(page(HUB.browser("kept-admin"), "/hub/admin/servers?q=" + name, 200))
                .contains("POST /git/…");
    }

    @Test
    void theLogIsItsUsersAndHoldsNoSecrets() {
        String name = SharedHub.ready("log");
        SharedHub.WORLD.write(HUB.ref(name), "GET /lab?token=0123456789abcdef <b>bold</b>");
        HubBrowser browser = HUB.browser(name);
        String log = page(browser, "/hub/home/log/" + name, 200);
        assertThat(log)
                .contains("Started generation 1")
                .contains("token=[hidden]")
                .doesNotContain("0123456789abcdef")
                .contains("&lt;b&gt;bold")
                .contains("<main");
        browser.headers.put("HX-Request", "true");
        assertThat(page(browser, "/hub/home/log/" + name, 200)).doesNotContain("<main");
        assertThat(HUB.browser(SharedHub.user("page"))
                        .get("/hub/home/log/" + name)
                        .statusCode())
                .isEqualTo(404);
        assertThat(page(HUB.browser(SharedHub.user("page")), "/hub/home", 200)).contains("hx-get=\"/hub/home/usage\"");
    }

    @Test
    void homeTellsHowMuchOfItIsUsed() {
        HubBrowser browser = HUB.browser(SharedHub.user("page"));
        assertThat(page(browser, "/hub/home/usage", 200)).doesNotContain("used");
        SharedHub.WORLD.homeUsage(new HomeUsage(95L << 30, 100L << 30, 1L << 40, Instant.EPOCH));
        try {
            assertThat(page(browser, "/hub/home/usage", 200))
                    .contains("95.0 GB of 100.0 GB used")
                    .contains("value=\"95\"")
                    .contains("Almost full");
        } finally {
            SharedHub.WORLD.homeUsage(null);
        }
    }

    @Test
    void restartLeadsToTheProgressAndRemovalTakesANamedServerAway() {
        String name = SharedHub.ready("again");
        HubBrowser browser = HUB.browser(name);
        String xsrf = browser.cookies.get("_xsrf");
        assertThat(page(browser, "/hub/home", 200)).contains("/hub/home/restart/" + name);
        assertThat(browser.post("/hub/home/restart/" + name, Map.of("_xsrf", xsrf))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/spawn-pending/" + name);
        org.awaitility.Awaitility.await("started anew")
                .until(() -> HUB.view(name).generation() == 2);
        HUB.await(name, ServerState.READY);
        HUB.startServer(name, "gone");
        browser.post("/hub/home/stop/" + name + "/gone", Map.of("_xsrf", xsrf));
        org.awaitility.Awaitility.await("stopped")
                .until(() -> page(browser, "/hub/home", 200).contains("/hub/home/remove/" + name + "/gone"));
        browser.post("/hub/home/remove/" + name + "/gone", Map.of("_xsrf", xsrf));
        org.awaitility.Awaitility.await("removed")
                .until(() -> !page(browser, "/hub/home", 200).contains("server-gone"));
    }

    @Test
    void nobodyRestartsWhatTheyMayNoLongerStart() {
        String name = SharedHub.ready("demoted");
        HUB.jdbc()
                .sql("update servers set spec = jsonb_set(spec, '{spec,profile}', '\"staff-only\"') where user_id = ?")
                .param(HUB.user(name).id())
                .update();
        HubBrowser browser = HUB.browser(name);
        assertThat(browser.post("/hub/home/restart/" + name, Map.of("_xsrf", browser.cookies.get("_xsrf")))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/spawn/" + name);
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
    }

    @Test
    void aServerCalledLikeAPageOfTheDefaultOneKeepsWorkingAndItsOwnerIsTold() {
        String name = SharedHub.user("page");
        assertThat(HUB.startServer(name, "lab")).isInstanceOf(StartResult.ReservedName.class);
        HUB.jdbc()
                .sql("insert into servers (user_id, name, runtime_name) values (?, 'lab', ?)")
                .params(HUB.user(name).id(), name + "--lab")
                .update();
        assertThat(page(HUB.browser(name), "/hub/home", 200)).contains("is also the address of a page");
        assertThat(HUB.startServer(name, "lab")).isInstanceOf(StartResult.Wanted.class);
        assertThat(HUB.startServer(name, "gpu")).isInstanceOf(StartResult.Wanted.class);
    }
}
