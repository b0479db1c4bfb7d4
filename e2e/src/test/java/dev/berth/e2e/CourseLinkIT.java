package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A course link, opened in a real browser: what no test without one sees is what becomes of the fragment and of bare characters. */
class CourseLinkIT {

    private static final String TAIL = "git-pull?repo=https%3A%2F%2Fgithub.com%2Fcourse%2Fnotes"
            + "&urlpath=lab/tree/x%2Fy.ipynb&odd=[1]{2}|3^4#Results";

    private static Installation installation;
    private static Hub hub;

    @BeforeAll
    static void prepare() throws IOException {
        installation = LightServer.installation("course").set("berth.default-url", "");
        hub = installation.start("hub", Map.of()).awaitReady();
        FormVisitor.firstAdmin(hub).invite("ann");
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    @Test
    void fromASignedOutBrowserToAStoppedServerItArrivesWithPathQueryAndFragment() {
        Requirement.chromium();
        try (Chromium chromium = new Chromium();
                BrowserContext student = chromium.person()) {
            Page page = student.newPage();
            page.navigate(hub.url("/user-redirect/").toString() + TAIL);
            assertThat(page).hasURL(Pattern.compile(".*/hub/login.*"));
            page.fill("input[name=username]", "ann");
            page.fill("input[name=password]", FormVisitor.PASSWORD);
            page.click("main form button");
            page.check("input[name=profile][value=light]");
            page.click("main form button");
            page.waitForURL("**/user/ann/git-pull**");
            assertThat(page.url()).endsWith("/user/ann/" + TAIL);
        }
    }
}
