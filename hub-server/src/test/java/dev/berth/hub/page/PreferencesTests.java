package dev.berth.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Language and theme, before and after sign-in. */
class PreferencesTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final HubBrowser browser = new HubBrowser(HUB.port(), HUB.proxySecret());

    @Test
    void theBrowsersLanguageIsTakenUntilThePersonChooses() {
        browser.headers.put("Accept-Language", "zh-CN,en;q=0.5");
        assertThat(browser.get("/hub/login").body()).contains("<html lang=\"zh-CN\"", "用户名");
        HttpResponse<String> chosen = choose(Map.of("language", "en", "back", "/hub/login?next=%2Fhub%2Fhome"));
        assertThat(chosen.headers().firstValue("Location")).contains("/hub/login?next=%2Fhub%2Fhome");
        assertThat(chosen.headers().firstValue("Set-Cookie").orElse(""))
                .contains("Path=/hub/", "HttpOnly", "SameSite=Lax");
        assertThat(browser.get("/hub/login").body()).contains("<html lang=\"en\"", "Username");
    }

    @Test
    void theThemeIsOnThePageBeforeAnyScriptRuns() {
        assertThat(browser.get("/hub/login").body()).contains("data-theme=\"auto\"");
        choose(Map.of("theme", "dark"));
        assertThat(browser.get("/hub/login").body()).contains("data-theme=\"dark\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"})
    void itLeadsNowhereElse(String back) {
        assertThat(choose(Map.of("theme", "light", "back", back)).headers().firstValue("Location"))
                .contains("/hub/home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "en\r\nX: y", "<script>", ""})
    void whatIsNotKnownChangesNothing(String text) {
        HttpResponse<String> answer = choose(Map.of("language", text, "theme", text));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(browser.cookies).doesNotContainKeys("berth-language", "berth-theme");
        browser.cookies.put("berth-language", "xx");
        browser.cookies.put("berth-theme", "<script>");
        assertThat(browser.get("/hub/login").body())
                .contains("<html lang=\"en\"", "data-theme=\"auto\"")
                .doesNotContain("<script>\"");
    }

    @Test
    void anotherSitesFormChangesNothing() {
        assertThat(browser.post("/hub/preferences", Map.of("theme", "dark")).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> choose(Map<String, String> fields) {
        Map<String, String> form = new java.util.LinkedHashMap<>(fields);
        form.put("_xsrf", browser.xsrfOn("/hub/login"));
        return browser.post("/hub/preferences", form);
    }
}
