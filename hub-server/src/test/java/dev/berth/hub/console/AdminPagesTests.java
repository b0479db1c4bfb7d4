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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The administrators' pages, for administrators and for users with a part of the permissions. */
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
        assertThat(page(admin, "/hub/admin/users?q=" + name))
                .contains("/hub/admin/users/" + name, "data-label=\"User\"", "data-label=\"UID\"")
                .contains("1–1 of 1");
        assertThat(page(admin, "/hub/admin/users/" + name))
                .contains("/hub/admin/users/" + name + "/disable", "Allocated by Berth", "Browser sessions");
        assertThat(page(admin, "/hub/admin/servers?q=" + name))
                .contains("/hub/admin/stop/" + name, "/hub/admin/enter/" + name, "data-label=\"State\"");
        assertThat(post(admin, "/hub/admin/stop/" + name).headers().firstValue("Location"))
                .contains("/hub/admin/servers?notice=console.done.stopped");
        HUB.await(name, ServerState.STOPPED);
        assertThat(page(admin, "/hub/admin/servers?notice=console.done.stopped"))
                .contains("The server is stopping.");
        assertThat(page(admin, "/hub/admin/servers?notice=%3Cscript%3E")).doesNotContain("<script>");
    }

    @Test
    void everyPageOfTheConsoleOpensInBothLanguages() {
        for (String language : new String[] {"en", "zh-CN"}) {
            admin.headers.put("Accept-Language", language);
            for (String path : new String[] {
                "",
                "?period=month",
                "/users",
                "/servers",
                "/groups",
                "/roles",
                "/services",
                "/audit",
                "/health",
                "/configuration"
            }) {
                assertThat(page(admin, "/hub/admin" + path))
                        .contains("<html lang=\"" + language + "\"", "aria-current=\"page\"");
            }
        }
        admin.headers.remove("Accept-Language");
    }

    @Test
    void anAccountIsRenamedMadeAdministratorAndDeleted() {
        String name = SharedHub.name("moves");
        String other = SharedHub.name("moved");
        HUB.user(name);
        assertThat(admin.post("/hub/admin/users/" + name + "/rename", form(admin, Map.of("to", other)))
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/admin/users/" + other + "?notice=console.done.renamed");
        assertThat(admin.post("/hub/admin/users/" + other + "/rename", form(admin, Map.of("to", adminName)))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("console.problem.nameTaken");
        admin.post("/hub/admin/users/" + other + "/admin", form(admin, Map.of("admin", "true")));
        assertThat(HUB.user(other).admin()).isTrue();
        admin.post("/hub/admin/users/" + other + "/admin", form(admin, Map.of("admin", "false")));
        assertThat(HUB.user(other).admin()).isFalse();
        assertThat(post(admin, "/hub/admin/users/" + other + "/delete")
                        .headers()
                        .firstValue("Location"))
                .contains("/hub/admin/users?notice=console.done.deleted");
        assertThat(HUB.bean(UserDirectory.class).byName(other)).isEmpty();
        assertThat(post(admin, "/hub/admin/users/" + adminName + "/delete")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("console.problem.self");
    }

    @Test
    void groupsAreMadeFilledAndDeleted() {
        String name = SharedHub.name("member");
        String group = SharedHub.name("Group & <b>");
        HUB.user(name);
        String path = admin.post("/hub/admin/groups", form(admin, Map.of("name", group)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(path).endsWith("notice=console.done.groupMade");
        String base = path.substring(0, path.indexOf('?'));
        admin.post(base + "/add", form(admin, Map.of("user", name)));
        assertThat(page(admin, base)).contains(name, "&amp; &lt;b&gt;").doesNotContain("<b>");
        assertThat(admin.post(base + "/add", form(admin, Map.of("user", "nobody-at-all")))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("console.problem.noSuchUser");
        admin.post(base + "/remove", form(admin, Map.of("user", name)));
        assertThat(page(admin, base)).contains("No members yet");
        assertThat(post(admin, base + "/delete")
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("console.done.groupDeleted");
    }

    @Test
    void manyAreFirstListedAndThenChanged() {
        String one = SharedHub.name("bulk");
        String two = SharedHub.name("bulk");
        HUB.user(one);
        HUB.user(two);
        String body = "_xsrf=" + admin.cookies.get("_xsrf") + "&action=DISABLE_USERS&item=" + one + "&item=" + two;
        String type = "application/x-www-form-urlencoded";
        assertThat(admin.send("POST", "/hub/admin/bulk", type, body).body())
                .contains(one, two, "Will change", "Apply to 2");
        assertThat(HUB.user(one).active()).isTrue();
        assertThat(admin.send("POST", "/hub/admin/bulk/confirmed", type, body).body())
                .contains("The action has been applied.")
                .doesNotContain("Will change");
        assertThat(HUB.user(one).active()).isFalse();
        assertThat(HUB.user(two).active()).isFalse();
        HubBrowser chinese = HUB.browser(adminName);
        chinese.headers.put("Accept-Language", "zh-CN");
        String inChinese = body.replaceFirst("_xsrf=[^&]*", "_xsrf=" + chinese.cookies.get("_xsrf"));
        assertThat(chinese.send("POST", "/hub/admin/bulk", type, inChinese).body())
                .contains("账户已处于禁用状态。")
                .doesNotContain("already");
        HubBrowser nobody = HUB.browser(SharedHub.ready("nobulk"));
        String theirs = body.replaceFirst("_xsrf=[^&]*", "_xsrf=" + nobody.cookies.get("_xsrf"));
        assertThat(nobody.send("POST", "/hub/admin/bulk/confirmed", type, theirs)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoEntersSomebodysServerSaysWhyAndTheOwnerReadsIt() {
        String name = SharedHub.ready("visited");
        String reason = "Kernel dies, <b>ticket</b> 42";
        HubBrowser browser = HUB.browser(adminName);
        browser.headers.put("Accept", "text/html");
        assertThat(browser.get("/user/" + name + "/lab").headers().firstValue("Location"))
                .as("what stands in where the proxy turned the administrator away")
                .contains("/hub/admin/enter/" + name + "?next=%2Fuser%2F" + name + "%2Flab");
        assertThat(page(admin, "/hub/admin/enter/" + name + "?next=%2Fuser%2F" + name + "%2Flab"))
                .contains("name=\"reason\"", "name=\"next\" value=\"/user/" + name + "/lab\"");
        assertThat(admin.post("/hub/admin/enter/" + name, form(admin, Map.of("reason", " ")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.post("/hub/admin/enter/" + name, form(admin, Map.of("reason", reason)))
                        .headers()
                        .firstValue("Location"))
                .contains("/user/" + name + "/lab");
        assertThat(page(HUB.browser(name), "/hub/home"))
                .contains(adminName, "Kernel dies, &lt;b&gt;ticket")
                .doesNotContain("<b>ticket");
        assertThat(page(admin, "/hub/admin/audit?person=" + name))
                .contains(">Server accessed by administrator</span>", "<code>SERVER_ENTERED</code>");
        HubBrowser stranger = HUB.browser(SharedHub.ready("stranger"));
        assertThat(stranger.get("/hub/admin/enter/" + name).statusCode()).isEqualTo(404);
    }

    @Test
    void theAuditLogIsExportedByAFormThatNoOtherSiteCanSend() {
        HttpResponse<String> csv =
                admin.post("/hub/admin/audit/export", form(admin, Map.of("format", "CSV", "person", adminName)));
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("berth-audit.csv");
        assertThat(csv.body()).startsWith("id,at,action").contains(adminName);
        HttpResponse<String> lines = admin.post("/hub/admin/audit/export", form(admin, Map.of("format", "JSONL")));
        assertThat(lines.body().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(admin.post("/hub/admin/audit/export", Map.of("format", "CSV"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anInvitationIsShownOnce() {
        String name = SharedHub.name("guest");
        HttpResponse<String> answer =
                admin.post("/hub/admin/users", Map.of("name", name, "_xsrf", admin.cookies.get("_xsrf")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("/hub/invite#");
        assertThat(HUB.bean(UserDirectory.class).byName(name)).isPresent();
        assertThat(page(admin, "/hub/admin/users")).doesNotContain("/hub/invite#");
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
                .contains("Password reset link for " + name)
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
        assertThat(page(admin, "/hub/admin/users/" + name)).doesNotContain("/hub/admin/users/" + name + "/link");
    }

    @Test
    void aClosedAccountIsOpenedAgainAndTheLastAdministratorStays() {
        String name = SharedHub.name("shut");
        HUB.user(name);
        post(admin, "/hub/admin/users/" + name + "/disable");
        assertThat(HUB.user(name).active()).isFalse();
        assertThat(page(admin, "/hub/admin/users/" + name)).contains("/hub/admin/users/" + name + "/enable");
        post(admin, "/hub/admin/users/" + name + "/enable");
        assertThat(HUB.user(name).active()).isTrue();
    }

    @Test
    void thePageIsForWhoeverMayAndQueriesAreBounded() {
        String name = SharedHub.name("plain");
        HUB.user(name);
        assertThat(HUB.browser(name).get("/hub/admin").statusCode()).isEqualTo(403);
        page(admin, "/hub/admin/users?offset=-5&q=" + "x".repeat(2_000));
        assertThat(admin.get("/hub/admin/users?offset=ten").statusCode()).isEqualTo(400);
        assertThat(admin.get("/hub/admin/users?q=%00").statusCode()).isEqualTo(400);
        assertThat(page(admin, "/hub/admin/users?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"))
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
        for (String part : new String[] {"users", "groups", "roles", "audit", "health", "configuration"}) {
            assertThat(HUB.browser(name).get("/hub/admin/" + part).statusCode())
                    .as(part)
                    .isEqualTo(403);
        }
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
        String page = page(helper, "/hub/admin/users/" + adminName);
        assertThat(page).contains(adminName).doesNotContain("/hub/admin/users/" + adminName + "/disable");
        assertThat(page).as("tokens and sessions").doesNotContain("/sessions/", "/tokens/");
    }

    private static String member(String group) {
        String name = SharedHub.name("part");
        HUB.user(name);
        Groups groups = HUB.bean(Groups.class);
        groups.create(group, Actor.policy("test"));
        groups.change(group, Set.of(new UserName(name)), Set.of(), Actor.policy("test"));
        return name;
    }

    private static Map<String, String> form(HubBrowser browser, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_xsrf", browser.cookies.get("_xsrf"));
        return form;
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
