package dev.berth.hub.home;

import static dev.berth.hub.home.UserPages.HOSTILE;
import static dev.berth.hub.home.UserPages.HUB;
import static dev.berth.hub.home.UserPages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sharing a server from its page, for people who do not use the REST API. */
class ShareServerPageTests {

    private static final Pattern LINK = Pattern.compile("id=\"share-link\">[^<]*(/hub/accept-share\\?code=[^<]+)<");

    private final String owner = SharedHub.name("sharer");

    /** Administrators can share; other users need a role. */
    private HubBrowser sharer() {
        HUB.admin(owner);
        return HUB.browser(owner);
    }

    private static HttpResponse<String> submit(HubBrowser browser, String page, String path, String... fields) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        form.put("_xsrf", browser.xsrfOn(page));
        return browser.post(path, form);
    }

    private HttpResponse<String> share(HubBrowser browser, String kind, String recipient) {
        String path = "/hub/home/share/" + owner;
        return submit(browser, path, path, "kind", kind, "recipient", recipient);
    }

    @Test
    void aLinkIsShownOnceAndWhoeverHasItCanAcceptTheShare() {
        HubBrowser browser = sharer();
        String path = "/hub/home/share/" + owner;
        assertThat(page(browser, "/hub/home", 200)).contains("href=\"" + path + "\"");
        HttpResponse<String> created =
                submit(browser, path, "/hub/home/share-link/" + owner, "hours", "24", "start", "true");
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        Matcher link = LINK.matcher(created.body());
        assertThat(link.find()).as(created.body()).isTrue();
        String guest = SharedHub.user("guest");
        assertThat(page(HUB.browser(guest), link.group(1), 200))
                .contains(owner + " shares a server with you", "Start the server");
        assertThat(page(browser, path, 200)).contains("sc_").doesNotContain("share-link\">", link.group(1));
    }

    @Test
    void aServerIsSharedWithAUserOrAGroupByName() {
        HubBrowser browser = sharer();
        String guest = SharedHub.user("guest");
        HttpResponse<String> shared = share(browser, "USER", guest.toUpperCase(java.util.Locale.ROOT));
        assertThat(shared.statusCode()).isEqualTo(302);
        assertThat(page(browser, "/hub/home/share/" + owner, 200)).contains(guest, "Stop sharing");
        assertThat(page(HUB.browser(guest), "/hub/home", 200)).contains("Shared with me", owner);
    }

    @Test
    void aNameThatDoesNotExistIsNamedAndShownAsText() {
        HttpResponse<String> refused = share(sharer(), "USER", HOSTILE);
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).contains("The user", "does not exist").doesNotContain("<img src=x");
        assertThat(share(HUB.browser(owner), "GROUP", "no-such-group").body())
                .contains("The group \u201cno-such-group\u201d does not exist");
    }

    @Test
    void whoeverCannotShareHasNoButtonAndNoPage() {
        String name = SharedHub.user("page");
        HubBrowser browser = HUB.browser(name);
        assertThat(page(browser, "/hub/home", 200)).doesNotContain("/hub/home/share");
        assertThat(browser.get("/hub/home/share/" + name).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = submit(browser, "/hub/home", "/hub/home/share-link/" + name, "hours", "24");
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void onlyTheOwnServersHaveThisPageAndOnlyTheOfferedTimesAreAccepted() {
        HubBrowser browser = sharer();
        String other = SharedHub.user("other");
        page(browser, "/hub/home/share/" + other, 404);
        page(browser, "/hub/home/share/" + owner + "/no-such-server", 404);
        HttpResponse<String> ever =
                submit(browser, "/hub/home/share/" + owner, "/hub/home/share-link/" + owner, "hours", "1000000");
        assertThat(ever.statusCode()).isEqualTo(400);
        HttpResponse<String> forged = browser.post("/hub/home/share-link/" + owner, Map.of("hours", "24"));
        assertThat(forged.statusCode()).isEqualTo(403);
    }
}
