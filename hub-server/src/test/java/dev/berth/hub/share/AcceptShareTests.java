package dev.berth.hub.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.UserAccounts;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page to which a share code leads. */
class AcceptShareTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String PAGE = "/hub/accept-share";
    private static ApiClient admin;

    private String owner;
    private String guest;
    private String code;

    @BeforeAll
    static void signIn() {
        HUB.admin("accept-admin");
        admin = HUB.api("accept-admin");
    }

    @BeforeEach
    void code() {
        owner = SharedHub.user("owner");
        guest = SharedHub.user("guest");
        code = admin.post("/hub/api/share-codes/" + owner + "/")
                .ok(200)
                .json()
                .path("code")
                .asString();
    }

    private int received() {
        return HUB.api(guest)
                .get("/hub/api/users/" + guest + "/shared")
                .ok(200)
                .json()
                .path("items")
                .size();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void openingTheLinkAsksAndOnlyTheFormAccepts() {
        HubBrowser browser = HUB.browser(guest);
        HttpResponse<String> page = browser.get(PAGE + "?code=" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(owner + " shares a server with you", "Open the server and run code on it");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(received()).isZero();
        HttpResponse<String> forged = browser.post(PAGE, Map.of("code", code));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(received()).isZero();
        String xsrf = browser.xsrfOn(PAGE + "?code=" + code);
        assertThat(location(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf))))
                .isEqualTo("/user/" + owner + "/");
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void everyUseCountsAndAddsNothingTwice() {
        HubBrowser browser = HUB.browser(guest);
        for (int i = 0; i < 2; i++) {
            String xsrf = browser.xsrfOn(PAGE + "?code=" + code);
            location(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf)));
        }
        assertThat(received()).isEqualTo(1);
        var listed = admin.get("/hub/api/share-codes/" + owner)
                .ok(200)
                .json()
                .path("items")
                .get(0);
        assertThat(listed.path("exchange_count").asInt()).isEqualTo(2);
        assertThat(listed.path("last_exchanged_at").isNull()).isFalse();
        assertThat(HUB.bean(AuditLog.class).latest(50).stream()
                        .filter(each -> each.event().target().name().equals(owner + "/"))
                        .map(each -> each.event().action()))
                .containsExactly(
                        AuditAction.SHARE_CODE_USED,
                        AuditAction.SHARE_CODE_USED,
                        AuditAction.SHARE_GRANTED,
                        AuditAction.SHARE_CODE_CREATED);
    }

    @Test
    void thePageLeadsOnToAPageOfThisSiteOnly() {
        HubBrowser browser = HUB.browser(guest);
        String xsrf = browser.xsrfOn(PAGE + "?code=" + code);
        String wanted = "/user/" + owner + "/lab/tree/a.ipynb";
        assertThat(location(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf, "next", wanted))))
                .isEqualTo(wanted);
        assertThat(location(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf, "next", "https://evil.example/"))))
                .isEqualTo("/user/" + owner + "/");
    }

    @Test
    void withoutASessionOneSignsInFirst() {
        HubBrowser stranger = new HubBrowser(HUB.port(), HUB.proxySecret());
        assertThat(location(stranger.get(PAGE + "?code=" + code))).startsWith("/hub/login?next=");
    }

    @Test
    void ownersDoNotAcceptTheirOwnShares() {
        HubBrowser browser = HUB.browser(owner);
        assertThat(browser.get(PAGE + "?code=" + code).statusCode()).isEqualTo(403);
        String xsrf = browser.xsrfOn("/hub/home");
        assertThat(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCodeThatIsGoneOpensNothing() {
        HubBrowser browser = HUB.browser(guest);
        String xsrf = browser.xsrfOn("/hub/home");
        admin.delete("/hub/api/share-codes/" + owner + "/?code=" + code).ok(204);
        assertThat(browser.get(PAGE + "?code=" + code).statusCode()).isEqualTo(404);
        assertThat(browser.get(PAGE + "?code=").statusCode()).isEqualTo(404);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(400);
        assertThat(browser.post(PAGE, Map.of("code", code, "_xsrf", xsrf)).statusCode())
                .isEqualTo(400);
        assertThat(received()).isZero();
    }

    @Test
    void aDisabledOwnersCodeOpensNothing() {
        HUB.bean(UserAccounts.class).disable(HUB.user(owner).id(), dev.berth.hub.audit.Actor.policy("test"));
        assertThat(HUB.browser(guest).get(PAGE + "?code=" + code).statusCode()).isEqualTo(404);
    }

    @Test
    void homeShowsBothSidesAndEndsAShare() {
        HubBrowser mine = HUB.browser(owner);
        HubBrowser theirs = HUB.browser(guest);
        assertThat(mine.get("/hub/home").body()).contains("Shared by me", "Delete link");
        assertThat(theirs.get("/hub/home").body()).doesNotContain("Shared with me", "Shared by me");
        String xsrf = theirs.xsrfOn(PAGE + "?code=" + code);
        location(theirs.post(PAGE, Map.of("code", code, "_xsrf", xsrf)));
        assertThat(theirs.get("/hub/home").body())
                .contains("Shared with me", "href=\"/user/" + owner + "/\"", "Not running", "Leave");
        assertThat(mine.get("/hub/home").body()).contains("Stop sharing", guest);
        long id = HUB.jdbc()
                .sql("select id from shares where owner_id = ?")
                .param(HUB.user(owner).id())
                .query(Long.class)
                .single();
        String end = "/hub/home/shares/" + id + "/end";
        HubBrowser other = HUB.browser(SharedHub.user("other"));
        location(other.post(end, Map.of("_xsrf", other.xsrfOn("/hub/home"))));
        assertThat(received()).isEqualTo(1);
        location(mine.post(end, Map.of("_xsrf", mine.xsrfOn("/hub/home"))));
        assertThat(received()).isZero();
        String codeId = admin.get("/hub/api/share-codes/" + owner)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        String delete = "/hub/home/share-codes/" + codeId + "/delete";
        location(other.post(delete, Map.of("_xsrf", other.xsrfOn("/hub/home"))));
        assertThat(admin.get("/hub/api/share-codes/" + owner).json().path("items"))
                .hasSize(1);
        location(mine.post(delete, Map.of("_xsrf", mine.xsrfOn("/hub/home"))));
        assertThat(admin.get("/hub/api/share-codes/" + owner).json().path("items"))
                .isEmpty();
        assertThat(mine.get("/hub/home").body()).doesNotContain("Shared by me");
    }
}
