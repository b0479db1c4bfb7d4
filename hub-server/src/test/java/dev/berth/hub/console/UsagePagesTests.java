package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who used what, on pages. */
class UsagePagesTests extends ConsolePages {

    @Test
    void administratorsSeeWhoUsedWhat() {
        String name = SharedHub.ready("on-the-usage-page");
        String admin = SharedHub.name("usage-admin");
        HUB.admin(admin);
        String page = HUB.browser(admin)
                .get("/hub/admin/usage?zone=Asia/Shanghai&bucket=DAY")
                .body();
        assertThat(page).contains(name, "Asia/Shanghai", "GPU hours");
        assertThat(HUB.browser(admin).get("/hub/admin/usage?by=PRODUCT").body()).contains("No GPU");
    }

    @Test
    void peopleSeeTheirOwnUsageAndNobodyElses() {
        String name = SharedHub.ready("own-usage");
        String other = SharedHub.ready("usage-of-another");
        assertThat(HUB.browser(name).get("/hub/usage?by=PROFILE").body())
                .contains("lab")
                .doesNotContain(other);
        assertThat(HUB.browser(name).get("/hub/usage?by=USER").body())
                .contains(name)
                .doesNotContain(other);
        assertThat(HUB.browser(name).get("/hub/admin/usage").statusCode()).isEqualTo(403);
        assertThat(HUB.browser(name).get("/hub/home/hours").statusCode()).isEqualTo(200);
    }

    @Test
    void valuesThatAreNotValidAreReplacedWithTheDefaults() {
        String name = SharedHub.ready("odd-usage");
        String page = HUB.browser(name)
                .get("/hub/usage?by=nothing&from=yesterday&until=9999-99-99&zone=Mars&bucket=century")
                .body();
        assertThat(page).contains("value=\"UTC\"", "lab");
        assertThat(HUB.browser(name)
                        .get("/hub/usage?from=2001-01-01&until=2001-06-30&bucket=DAY")
                        .body())
                .contains("No usage in this period");
    }

    @Test
    void theTableIsExportedByAFormThatNoOtherSiteCanSend() {
        HttpResponse<String> csv = admin.post("/hub/admin/usage/export", form(admin, Map.of("by", "PROFILE")));
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("usage.csv");
        assertThat(csv.body()).startsWith("from,to,zone,profile");
        assertThat(admin.post("/hub/admin/usage/export", Map.of("by", "USER")).statusCode())
                .isEqualTo(403);
    }
}
