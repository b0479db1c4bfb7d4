package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures of every page, light and dark, wide and narrow, in target/screenshots; no page is wider than its screen. */
class ScreenshotsIT {

    private static final List<String> FOR_EVERYBODY = List.of("hub/login", "hub/invite");
    private static final List<String> FOR_ADMIN = List.of(
            "hub/home",
            "hub/spawn/admin",
            "hub/password",
            "hub/logout",
            "hub/admin",
            "hub/nothing-here",
            "user/admin/");

    @Test
    void everyPageFitsEveryScreen() throws IOException {
        Requirement.chromium();
        try (Installation installation = new Installation("pages").set("berth.servers.named-limit", "3")) {
            LightServer.offer(installation);
            try (Hub hub = installation.start("hub", Map.of()).awaitReady();
                    Chromium chromium = new Chromium()) {
                FormVisitor admin = FormVisitor.firstAdmin(hub);
                RestClient rest = hub.rest(admin.token("admin"));
                rest.post(
                        "hub/api/users",
                        Map.of("usernames", List.of("ann", "a-name-of-some-length-that-people-do-have")));
                for (int width : List.of(1280, 360)) {
                    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                        shoot(chromium, hub, width, scheme);
                    }
                }
            }
        }
    }

    private static void shoot(Chromium chromium, Hub hub, int width, ColorScheme scheme) {
        String home = hub.url("/").toString();
        String suffix = "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
        try (BrowserContext person = chromium.screen(width, scheme)) {
            Page page = person.newPage();
            FOR_EVERYBODY.forEach(path -> shoot(page, home + path, path + suffix));
            Chromium.signIn(page, home, "admin", "wrong");
            shoot(page, "", "hub/login-refused" + suffix);
            Chromium.signIn(page, home, "admin", FormVisitor.PASSWORD);
            page.waitForURL("**/hub/home");
            FOR_ADMIN.forEach(path -> shoot(page, home + path, path + suffix));
            page.navigate(home + "hub/spawn/admin");
            page.click("main form button");
            page.waitForURL(url -> url.contains("spawn-pending") || url.contains("/user/admin"));
            shoot(page, "", "hub/spawn-pending" + suffix);
            page.waitForURL("**/user/admin/**");
            shoot(page, home + "hub/home", "hub/home-ready" + suffix);
            shoot(page, home + "hub/admin", "hub/admin-ready" + suffix);
            page.navigate(home + "hub/home");
            page.click("form[action*='/hub/home/stop'] button");
            page.getByText("Stopped on request.").waitFor();
            shoot(page, "", "hub/home-stopped" + suffix);
            page.navigate(home + "hub/admin");
            page.fill("form[action$='/hub/admin/users'] input[name=name]", "new-" + width + scheme.ordinal());
            page.click("form[action$='/hub/admin/users'] button");
            shoot(page, "", "hub/admin-invitation" + suffix);
        }
    }

    private static void shoot(Page page, String url, String name) {
        if (!url.isEmpty()) {
            page.navigate(url);
        }
        Path file = Path.of("target", "screenshots", name.replace('/', '-').replaceFirst("^hub-", ""));
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits its screen")
                .isTrue();
        assertThat(
                        (Boolean)
                                page.evaluate(
                                        "[...document.querySelectorAll('.scroll')].every(each => each.scrollWidth <= each.clientWidth)"))
                .as("tables of " + name + " need no scrolling sideways")
                .isTrue();
    }
}
