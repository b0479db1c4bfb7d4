package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups, and actions on many users. */
class GroupPagesTests extends ConsolePages {

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
}
