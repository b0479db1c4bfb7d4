package dev.berth.hub.home;

import static dev.berth.hub.home.UserPages.HOSTILE;
import static dev.berth.hub.home.UserPages.HUB;
import static dev.berth.hub.home.UserPages.page;
import static dev.berth.hub.home.UserPages.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.spawn.ReasonCode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all pages of users: texts are escaped and complete, and people who are not signed in are asked to sign in. */
class PagesTests {

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
        HubBrowser browser = HUB.browser(SharedHub.user("page"));
        browser.headers.put("Accept", "text/html,*/*;q=0.8");
        HttpResponse<String> page = browser.get("/hub/no-such-page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<main").contains("/hub/home");
        for (String program : new String[] {"application/json", "*/*"}) {
            browser.headers.put("Accept", program);
            assertThat(browser.get("/hub/no-such-page").body()).as(program).startsWith("{\"status\":404,");
        }
    }
}
