package dev.berth.hub.oauth;

import static dev.berth.hub.oauth.OAuthHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.ShareGrants;
import dev.berth.hub.share.ShareOutcome;
import dev.berth.hub.share.ShareRevocations;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.share.Shares;
import dev.berth.hub.signin.HubBrowser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in at somebody else's single-user server that is shared. */
class SharedServerTests {

    private static final Actor TEST = Actor.policy("test");

    private static SharedServer server(String owner) {
        return HUB.bean(Shares.class).server(owner, "").orElseThrow();
    }

    private static void share(String owner, String guest) {
        HUB.admin("oauth-admin");
        Caller admin = HUB.caller("oauth-admin");
        Recipient recipient = new Recipient(Recipient.Kind.USER, guest);
        assertThat(HUB.bean(ShareGrants.class).grant(admin, server(owner), recipient, List.of(), null))
                .isInstanceOf(ShareOutcome.Done.class);
    }

    /** As the browser of a visitor who agrees on the hub's page. */
    private static String accessToken(HubBrowser browser, String owner) {
        Map<String, String> agreed = new HashMap<>(OAuthHub.request(owner));
        String page = "/hub/api/oauth2/authorize?" + OAuthHub.form(agreed);
        agreed.put("_xsrf", browser.xsrfOn(page));
        String code = OAuthHub.redirected(browser.post("/hub/api/oauth2/authorize", agreed), "code")
                .orElseThrow();
        var answer = OAuthHub.token(OAuthHub.exchange(owner, code));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return OAuthHub.json(answer).path("access_token").asString();
    }

    @Test
    void aVisitorSignsInAsLongAsTheServerIsShared() {
        String owner = OAuthHub.ready("sharer");
        String guest = SharedHub.name("guest");
        HubBrowser browser = HUB.browser(guest);
        assertThat(OAuthHub.authorize(browser, OAuthHub.request(owner)).statusCode())
                .isEqualTo(403);
        share(owner, guest);
        assertThat(OAuthHub.authorize(browser, OAuthHub.request(owner)).statusCode())
                .as("the page that asks")
                .isEqualTo(200);
        String token = accessToken(browser, owner);
        assertThat(OAuthHub.letsIn(owner, token)).isTrue();
        HUB.bean(ShareRevocations.class).endAll(server(owner), TEST);
        assertThat(OAuthHub.letsIn(owner, token)).isFalse();
        assertThat(OAuthHub.authorize(browser, OAuthHub.request(owner)).statusCode())
                .isEqualTo(403);
    }
}
