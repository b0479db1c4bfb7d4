package dev.berth.hub.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's own tokens and sessions. */
class AccountPageTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Pattern ISSUED = Pattern.compile("id=\"issued\">([^<]+)<");

    private String name;
    private HubBrowser browser;

    @BeforeEach
    void person() {
        name = SharedHub.name("account");
        HUB.user(name);
        browser = HUB.browser(name);
    }

    @Test
    void aTokenIsShownOnceAndWorksUntilItIsRevoked() {
        HttpResponse<String> made = send("/hub/token", Map.of("note", "<b>laptop</b>", "rights", "read", "days", "7"));
        assertThat(made.statusCode()).isEqualTo(200);
        Matcher issued = ISSUED.matcher(made.body());
        assertThat(issued.find()).isTrue();
        String page = browser.get("/hub/token").body();
        assertThat(page)
                .contains("&lt;b&gt;laptop", "read:servers!user")
                .doesNotContain(issued.group(1))
                .doesNotContain("<b>laptop")
                .doesNotContain("??");
        assertThat(user(issued.group(1)).statusCode()).isEqualTo(200);
        String revoke = page.replaceAll("(?s).*action=\"(/hub/token/a\\d+/revoke)\".*", "$1");
        assertThat(send(revoke, Map.of()).statusCode()).isEqualTo(302);
        assertThat(user(issued.group(1)).statusCode()).isEqualTo(403);
    }

    @Test
    void whatCannotBeIsSaidAndMakesNothing() {
        for (Map<String, String> form : List.of(
                Map.of("rights", "own", "scopes", "no:such:scope"),
                Map.of("rights", "own", "scopes", "admin:users"),
                Map.of("rights", "everything"),
                Map.of("days", "12"))) {
            HttpResponse<String> answer = send("/hub/token", form);
            assertThat(answer.statusCode()).as(form.toString()).isEqualTo(400);
            assertThat(answer.body()).contains("role=\"alert\"").doesNotContain("id=\"issued\"");
        }
        assertThat(browser.get("/hub/token").body()).contains("No tokens yet");
    }

    @Test
    void otherSessionsEndAndThisOneStays() {
        HubBrowser other = HUB.browser(name);
        assertThat(browser.get("/hub/token").body()).contains("current session", "/hub/token/sessions/others/end");
        assertThat(send("/hub/token/sessions/others/end", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(other.get("/hub/home").statusCode()).isEqualTo(302);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionShowsItsBrowserWithWhatTheBrowserSentBehindIt() {
        HubBrowser laptop = new HubBrowser(HUB.port(), HUB.proxySecret());
        laptop.cookies.putAll(browser.cookies);
        HUB.jdbc()
                .sql("update browser_sessions set user_agent = ? where user_id = ?")
                .param("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 <b>")
                .param(HUB.user(name).id())
                .update();
        assertThat(laptop.get("/hub/token").body())
                .contains(">Chrome on Linux</span>", "Chrome/141.0 &lt;b&gt;\"")
                .doesNotContain("<b>");
        laptop.headers.put("Accept-Language", "zh-CN");
        assertThat(laptop.get("/hub/token").body()).contains(">Linux 上的 Chrome</span>");
    }

    @Test
    void nobodyTouchesWhatIsAnothers() {
        String theirs = SharedHub.name("account");
        HUB.user(theirs);
        HubBrowser victim = HUB.browser(theirs);
        String session = victim.get("/hub/token").body();
        assertThat(session).contains("current session");
        long id = HUB.jdbc()
                .sql("select max(id) from browser_sessions where user_id = ?")
                .param(HUB.user(theirs).id())
                .query(Long.class)
                .single();
        send("/hub/token/sessions/s" + id + "/end", Map.of());
        assertThat(victim.get("/hub/home").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> user(String token) {
        HubBrowser program = new HubBrowser(HUB.port(), HUB.proxySecret());
        program.headers.put("Authorization", "token " + token);
        return program.get("/hub/api/user");
    }

    private HttpResponse<String> send(String path, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_xsrf", browser.cookies.get("_xsrf"));
        return browser.post(path, form);
    }
}
