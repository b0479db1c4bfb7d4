package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The administrators' pages, for administrators and for those who may do a part. */
class AdminPagesTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static String adminName;
    private static HubBrowser admin;

    @BeforeAll
    static void start() {
        adminName = SharedHub.name("boss");
        HUB.admin(adminName);
        admin = HUB.browser(adminName);
    }

    @Test
    void anAdministratorSeesUsersAndServersAndStopsOne() {
        String name = SharedHub.ready("listed");
        String page = page(admin, "/hub/admin?q=" + name);
        assertThat(page)
                .contains(name)
                .contains("/hub/admin/stop/" + name)
                .contains("/hub/admin/users/" + name + "/disable")
                .contains("data-label=\"User\"", "data-label=\"UID\"", "data-label=\"State\"")
                .contains("name=\"_xsrf\"");
        assertThat(post(admin, "/hub/admin/stop/" + name).headers().firstValue("Location"))
                .contains("/hub/admin?done=admin.stopped");
        HUB.await(name, ServerState.STOPPED);
        assertThat(page(admin, "/hub/admin?done=admin.stopped")).contains("The server is being stopped.");
        assertThat(page(admin, "/hub/admin?done=%3Cscript%3E")).doesNotContain("<script>");
    }

    @Test
    void anInvitationIsShownOnce() {
        String name = SharedHub.name("guest");
        HttpResponse<String> answer =
                admin.post("/hub/admin/users", Map.of("name", name, "_xsrf", admin.cookies.get("_xsrf")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("/hub/invite#");
        assertThat(HUB.bean(UserDirectory.class).byName(name)).isPresent();
        assertThat(page(admin, "/hub/admin")).doesNotContain("/hub/invite#");
        HttpResponse<String> bad =
                admin.post("/hub/admin/users", Map.of("name", "a/b<b>", "_xsrf", admin.cookies.get("_xsrf")));
        assertThat(bad.body()).contains("role=\"alert\"").doesNotContain("<b>");
    }

    @Test
    void aNewPasswordLinkForAnAccountHasTheAddressThatTheAdministratorUses() {
        String name = SharedHub.name("forgot");
        HUB.user(name);
        HubBrowser outside = HUB.browser(adminName);
        outside.headers.put("X-Forwarded-Host", "hub.example.org");
        outside.headers.put("X-Forwarded-Proto", "https");
        outside.headers.put("X-Forwarded-Port", "443");
        HttpResponse<String> answer = post(outside, "/hub/admin/users/" + name + "/link");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("New password for " + name)
                .contains("https://hub.example.org/hub/invite#")
                .doesNotContain("??");
        String code = answer.body().replaceAll("(?s).*/hub/invite#([^<]+)<.*", "$1");
        HubBrowser person = new HubBrowser(HUB.port(), HUB.proxySecret());
        String chosen = "a new one that is long";
        var form = Map.of("code", code, "password", chosen, "repeated", chosen);
        assertThat(person.fill("/hub/invite", form).statusCode()).isEqualTo(302);
        assertThat(post(admin, "/hub/admin/users/nobody-here/link").statusCode())
                .isEqualTo(404);
        post(admin, "/hub/admin/users/" + name + "/disable");
        assertThat(post(admin, "/hub/admin/users/" + name + "/link").body()).doesNotContain("/hub/invite#");
        assertThat(page(admin, "/hub/admin?q=" + name)).doesNotContain("/hub/admin/users/" + name + "/link");
    }

    @Test
    void aClosedAccountIsOpenedAgainAndTheLastAdministratorStays() {
        String name = SharedHub.name("shut");
        HUB.user(name);
        post(admin, "/hub/admin/users/" + name + "/disable");
        assertThat(HUB.user(name).active()).isFalse();
        assertThat(page(admin, "/hub/admin?q=" + name)).contains("/hub/admin/users/" + name + "/enable");
        post(admin, "/hub/admin/users/" + name + "/enable");
        assertThat(HUB.user(name).active()).isTrue();
    }

    @Test
    void thePageIsForWhoeverMayAndQueriesAreBounded() {
        String name = SharedHub.name("plain");
        HUB.user(name);
        assertThat(HUB.browser(name).get("/hub/admin").statusCode()).isEqualTo(403);
        page(admin, "/hub/admin?offset=-5&q=" + "x".repeat(2_000));
        assertThat(admin.get("/hub/admin?offset=ten").statusCode()).isEqualTo(400);
        assertThat(admin.get("/hub/admin?q=%00").statusCode()).isEqualTo(400);
        assertThat(page(admin, "/hub/admin?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
                .doesNotContain("<script>alert");
    }

    @Test
    void whoeverMayOnlyOpenThePageSeesNobody() {
        String name = member("doorkeepers");
        String page = page(HUB.browser(name), "/hub/admin");
        assertThat(page)
                .doesNotContain(adminName)
                .doesNotContain("/disable")
                .doesNotContain("/hub/admin/stop/")
                .doesNotContain("/hub/admin/users\"");
    }

    @Test
    void aHelperTouchesNoAdministratorAndInvitesNobody() {
        HubBrowser helper = HUB.browser(member("helpers"));
        assertThat(post(helper, "/hub/admin/users/" + adminName + "/disable").statusCode())
                .isEqualTo(403);
        assertThat(HUB.user(adminName).active()).isTrue();
        HttpResponse<String> answer =
                helper.post("/hub/admin/users", Map.of("name", adminName, "_xsrf", helper.cookies.get("_xsrf")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("/hub/invite#");
        assertThat(post(helper, "/hub/admin/users/" + adminName + "/link").statusCode())
                .isEqualTo(403);
        String page = page(helper, "/hub/admin?q=" + adminName);
        assertThat(page).contains(adminName).doesNotContain("/hub/admin/users/" + adminName + "/disable");
    }

    private static String member(String group) {
        String name = SharedHub.name("part");
        HUB.user(name);
        Groups groups = HUB.bean(Groups.class);
        groups.create(group, Actor.policy("test"));
        groups.change(group, Set.of(new UserName(name)), Set.of(), Actor.policy("test"));
        return name;
    }

    private static HttpResponse<String> post(HubBrowser browser, String path) {
        return browser.post(path, Map.of("_xsrf", browser.cookies.get("_xsrf")));
    }

    private static String page(HubBrowser browser, String path) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("??");
        return answer.body();
    }
}
