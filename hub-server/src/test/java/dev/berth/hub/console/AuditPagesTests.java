package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is recorded about administrators, and who reads it. */
class AuditPagesTests extends ConsolePages {

    @Test
    void whoEntersSomebodysServerSaysWhyAndTheOwnerReadsIt() {
        String name = SharedHub.ready("visited");
        String reason = "Kernel dies, <b>ticket</b> 42";
        HubBrowser browser = HUB.browser(adminName);
        browser.headers.put("Accept", "text/html");
        assertThat(browser.get("/user/" + name + "/lab").headers().firstValue("Location"))
                .as("what stands in where the proxy turned the administrator away")
                .contains("/hub/admin/enter/" + name + "?next=%2Fuser%2F" + name + "%2Flab");
        assertThat(page(admin, "/hub/admin/enter/" + name + "?next=%2Fuser%2F" + name + "%2Flab"))
                .contains("name=\"reason\"", "name=\"next\" value=\"/user/" + name + "/lab\"");
        assertThat(admin.post("/hub/admin/enter/" + name, form(admin, Map.of("reason", " ")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(admin.post("/hub/admin/enter/" + name, form(admin, Map.of("reason", reason)))
                        .headers()
                        .firstValue("Location"))
                .contains("/user/" + name + "/lab");
        assertThat(page(HUB.browser(name), "/hub/home"))
                .contains(adminName, "Kernel dies, &lt;b&gt;ticket")
                .doesNotContain("<b>ticket");
        assertThat(page(admin, "/hub/admin/audit?person=" + name))
                .contains(">Server accessed by administrator</span>", "<code>SERVER_ENTERED</code>");
        HubBrowser stranger = HUB.browser(SharedHub.ready("stranger"));
        assertThat(stranger.get("/hub/admin/enter/" + name).statusCode()).isEqualTo(404);
    }

    @Test
    void theAuditLogIsExportedByAFormThatNoOtherSiteCanSend() {
        HttpResponse<String> csv =
                admin.post("/hub/admin/audit/export", form(admin, Map.of("format", "CSV", "person", adminName)));
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("berth-audit.csv");
        assertThat(csv.body()).startsWith("id,at,action").contains(adminName);
        HttpResponse<String> lines = admin.post("/hub/admin/audit/export", form(admin, Map.of("format", "JSONL")));
        assertThat(lines.body().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(admin.post("/hub/admin/audit/export", Map.of("format", "CSV"))
                        .statusCode())
                .isEqualTo(403);
    }

    private static String events(String query) {
        return page(admin, "/hub/admin/audit?" + query);
    }

    @Test
    void theAuditLogIsFilteredAndWhatCannotBeReadInAFilterIsLeftOut() {
        String name = SharedHub.user("filtered");
        String created = "<code>USER_CREATED</code>";
        assertThat(events("person=" + name.toUpperCase(Locale.ROOT))).contains(created);
        assertThat(events("action=USER_CREATED&from=2020-01-01T00:00&person=" + name))
                .contains(created);
        for (String none : new String[] {"action=USER_DELETED", "to=2020-01-01T00:00", "address=192.0.2.99"}) {
            assertThat(events(none + "&person=" + name)).as(none).doesNotContain(created);
        }
        for (String odd : new String[] {"action=EXPLODED", "from=yesterday", "after=x", "to=" + "9".repeat(2_000)}) {
            assertThat(events(odd + "&person=" + name)).as(odd).contains(created);
        }
    }

    @Test
    void olderEventsAreOnPagesOfTheirOwnWithTheSameFilter() {
        User ann = HUB.user(SharedHub.name("busy"));
        for (int i = 0; i < Paged.SIZE / 2; i++) {
            HUB.bean(UserAccounts.class).disable(ann.id(), Actor.policy("test"));
            HUB.bean(UserAccounts.class).enable(ann.id(), Actor.policy("test"));
        }
        String created = "<code>USER_CREATED</code>";
        String first = events("person=" + ann.name());
        assertThat(first).contains("<code>USER_ENABLED</code>").doesNotContain(created);
        Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
        assertThat(older.find()).isTrue();
        String address = older.group(1).replace("&amp;", "&");
        assertThat(address).contains("person=" + ann.name(), "after=");
        assertThat(page(admin, address)).contains(created).doesNotContain("<code>USER_ENABLED</code>", "rel=\"next\"");
    }
}
