package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.spawn.HomeUsage;
import dev.berth.spi.spawn.ReasonCode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's pages, in every state of a server. */
class PagesTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String HOSTILE = "<img src=x onerror=alert(1)>&\"'";

    @Test
    void homeOffersAStartToWhoeverHasNoServer() {
        String name = user();
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

    @Test
    void spawnShowsWhatIsOfferedAndEscapesIt() {
        String name = user();
        HubBrowser browser = HUB.browser(name);
        String page = page(browser, "/hub/spawn/" + name, 200);
        assertThat(page)
                .contains("Plain &lt;b&gt;lab&lt;/b&gt;")
                .contains("For &quot;everybody&quot; &amp; all")
                .contains("value=\"big\"")
                .doesNotContain("staff-only");
        HttpResponse<String> refused = browser.fill("/hub/spawn/" + name, Map.of("profile", HOSTILE));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("<img src=x").contains("&lt;img src=x");
        assertThat(browser.fill("/hub/spawn/" + name, Map.of("profile", "staff-only"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.fill("/hub/spawn/" + name, Map.of("profile", "a\0b")).statusCode())
                .isEqualTo(400);
        assertThat(browser.fill("/hub/spawn/" + name, Map.of("profile", "big"))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/spawn-pending/" + name);
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
        assertThat(HUB.browser(user()).get("/hub/home/log/" + name).statusCode())
                .isEqualTo(404);
        assertThat(page(HUB.browser(user()), "/hub/home", 200)).contains("hx-get=\"/hub/home/usage\"");
    }

    @Test
    void homeTellsHowMuchOfItIsUsed() {
        HubBrowser browser = HUB.browser(user());
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
    void optionsAreOfferedAndCheckedAgain() {
        String name = user();
        HubBrowser browser = HUB.browser(name);
        assertThat(page(browser, "/hub/spawn/" + name, 200))
                .contains("name=\"option.big.course\"")
                .contains("pattern=\"[a-z]{0,8}\"")
                .contains("min=\"1\"")
                .contains("max=\"4\"");
        HttpResponse<String> refused =
                browser.fill("/hub/spawn/" + name, Map.of("profile", "big", "option.big.copies", "<i>9</i>"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("whole number from 1 to 4").doesNotContain("<i>9");
        assertThat(browser.fill(
                                "/hub/spawn/" + name,
                                Map.of("profile", "big", "option.big.copies", "3", "option.lab.other", "ignored"))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/spawn-pending/" + name);
        assertThat(HUB.view(name).options()).containsEntry("copies", "3").containsEntry("course", "");
    }

    @Test
    void aFormWithoutItsTokenDoesNothing() {
        String name = user();
        HubBrowser browser = HUB.browser(name);
        assertThat(browser.post("/hub/spawn/" + name, Map.of()).statusCode()).isEqualTo(403);
        assertThat(HUB.jdbc()
                        .sql("select count(*) from servers where user_id = ?")
                        .param(HUB.user(name).id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonHasItsWords(ReasonCode code) {
        String name = stopped(code.name(), HOSTILE);
        HubBrowser browser = HUB.browser(name);
        for (String path : new String[] {"/hub/home", "/hub/spawn-pending/" + name}) {
            assertThat(page(browser, path, 200))
                    .doesNotContain("??reason")
                    .doesNotContain("<img src=x")
                    .contains("&lt;img src=x");
        }
    }

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
        HubBrowser stranger = HUB.browser(user());
        stranger.headers.put("Accept", "text/html");
        assertThat(stranger.get(capitals + "/lab").statusCode()).isEqualTo(404);
    }

    private static void assertRedirected(HttpResponse<String> answer, int status, String location) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location")).contains(location);
    }

    @Test
    void aServerCalledLikeAPageOfTheDefaultOneKeepsWorkingAndItsOwnerIsTold() {
        String name = user();
        assertThat(HUB.startServer(name, "lab")).isInstanceOf(StartResult.ReservedName.class);
        HUB.jdbc()
                .sql("insert into servers (user_id, name, runtime_name) values (?, 'lab', ?)")
                .params(HUB.user(name).id(), name + "--lab")
                .update();
        assertThat(page(HUB.browser(name), "/hub/home", 200)).contains("is also the address of a page");
        assertThat(HUB.startServer(name, "lab")).isInstanceOf(StartResult.Wanted.class);
        assertThat(HUB.startServer(name, "gpu")).isInstanceOf(StartResult.Wanted.class);
    }

    @Test
    void othersAndNobodysServersLookAlike() {
        String name = stopped("CRASHED", "x");
        HubBrowser stranger = HUB.browser(user());
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

    @ParameterizedTest
    @ValueSource(strings = {"<b>bold</b>", "a\"b'c", "&amp;", "{{711*713}}", "${711*713}", "100%", "x;y"})
    void hostileNamesOfUsersAreText(String raw) {
        String name = raw + SharedHub.name("");
        if (name.contains("/")) {
            name = name.replace("/", "");
        }
        HubBrowser browser = HUB.browser(name);
        String page = page(browser, "/hub/home", 200);
        assertThat(page).doesNotContain("<b>bold").doesNotContain("506943");
        assertThat(page(browser, "/hub/spawn/" + CanonicalPath.segment(name), 200))
                .contains("name=\"profile\"");
    }

    @Test
    void whoeverIsNotSignedInIsSentToTheSignInPageAndBack() {
        HubBrowser nobody = new HubBrowser(HUB.port(), HUB.proxySecret());
        nobody.headers.put("Accept", "text/html");
        for (String path : new String[] {"/hub/home", "/hub/spawn", "/user/ann/lab?x=1", "/hub/admin"}) {
            HttpResponse<String> answer = nobody.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/hub/login?next=%2F");
        }
    }

    @Test
    void errorsAreAPageForBrowsersAndJsonForPrograms() {
        HubBrowser browser = HUB.browser(user());
        browser.headers.put("Accept", "text/html,*/*;q=0.8");
        HttpResponse<String> page = browser.get("/hub/no-such-page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<main").contains("/hub/home");
        for (String program : new String[] {"application/json", "*/*"}) {
            browser.headers.put("Accept", program);
            assertThat(browser.get("/hub/no-such-page").body()).as(program).startsWith("{\"status\":404,");
        }
    }

    private static dev.berth.spi.spawn.ServerRef startedRef(String name) {
        org.awaitility.Awaitility.await("launched").until(() -> SharedHub.WORLD.launches(HUB.ref(name)) == 1);
        HUB.stopServer(name);
        return HUB.ref(name);
    }

    /** A user with a server that is recorded as ended for this reason. */
    private static String stopped(String code, String detail) {
        String name = SharedHub.ready("ended");
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        HUB.jdbc()
                .sql("update servers set stop_code = ?, stop_detail = ?, stop_by = null where user_id = ?")
                .params(code, detail, HUB.user(name).id())
                .update();
        return name;
    }

    private static String page(HubBrowser browser, String path, int status) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'");
        assertThat(answer.body()).doesNotContain("??");
        return answer.body();
    }

    private static String user() {
        String name = SharedHub.name("page");
        HUB.user(name);
        return name;
    }
}
