package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

/** The console of the shared hub, in the browser of an administrator. */
abstract class ConsolePages {

    static final HubUnderTest HUB = SharedHub.HUB;
    static String adminName;
    static HubBrowser admin;

    @BeforeAll
    static void start() {
        adminName = SharedHub.name("boss");
        HUB.admin(adminName);
        admin = HUB.browser(adminName);
    }

    static String member(String group) {
        String name = SharedHub.name("part");
        HUB.user(name);
        Groups groups = HUB.bean(Groups.class);
        groups.create(group, Actor.policy("test"));
        groups.change(group, Set.of(new UserName(name)), Set.of(), Actor.policy("test"));
        return name;
    }

    static Map<String, String> form(HubBrowser browser, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_xsrf", browser.cookies.get("_xsrf"));
        return form;
    }

    static HttpResponse<String> post(HubBrowser browser, String path) {
        return browser.post(path, Map.of("_xsrf", browser.cookies.get("_xsrf")));
    }

    static String page(HubBrowser browser, String path) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("??");
        return answer.body();
    }
}
