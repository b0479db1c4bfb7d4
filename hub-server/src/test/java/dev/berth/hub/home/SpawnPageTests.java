package dev.berth.hub.home;

import static dev.berth.hub.home.UserPages.HOSTILE;
import static dev.berth.hub.home.UserPages.HUB;
import static dev.berth.hub.home.UserPages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page that starts a server: profiles and their options. */
class SpawnPageTests {

    @Test
    void spawnShowsWhatIsOfferedAndEscapesIt() {
        String name = SharedHub.user("page");
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
    void limitsOfTimeAreInTheLanguageOfThePage() {
        assertThat(List.of(20L, 1_800L, 86_400L, 5_400L))
                .extracting(seconds -> Span.of(Duration.ofSeconds(seconds)))
                .containsExactly(
                        new Span("span.seconds", 20, 0),
                        new Span("span.minutes", 30, 0),
                        new Span("span.hours", 24, 0),
                        new Span("span.hoursMinutes", 1, 30));
        assertThat(Span.of(Duration.ZERO)).isNull();
        String name = SharedHub.user("page");
        HubBrowser browser = HUB.browser(name);
        assertThat(page(browser, "/hub/spawn/" + name, 200)).contains("Idle timeout 30 min");
        browser.headers.put("Accept-Language", "zh-CN");
        assertThat(page(browser, "/hub/spawn/" + name, 200)).contains("闲置超时 30 分钟");
    }

    @Test
    void optionsAreOfferedAndCheckedAgain() {
        String name = SharedHub.user("page");
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
        String name = SharedHub.user("page");
        HubBrowser browser = HUB.browser(name);
        assertThat(browser.post("/hub/spawn/" + name, Map.of()).statusCode()).isEqualTo(403);
        assertThat(HUB.jdbc()
                        .sql("select count(*) from servers where user_id = ?")
                        .param(HUB.user(name).id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
