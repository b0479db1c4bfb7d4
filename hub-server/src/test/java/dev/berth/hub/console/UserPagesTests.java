package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.UserDirectory;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lists of users and servers, and what an administrator does to one of them. */
class UserPagesTests extends ConsolePages {

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
}
