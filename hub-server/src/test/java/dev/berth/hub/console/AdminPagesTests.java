package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of the console, for administrators and for users with a part of the permissions. */
class AdminPagesTests extends ConsolePages {

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
}
