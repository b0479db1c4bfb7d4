package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in at a real Keycloak. */
class KeycloakSignInIT extends KeycloakHub {

    @Test
    void aPersonComesInByKeycloakWithTheirUidAndGroups() {
        assertThat(browser.get("/hub/login").body()).contains("Campus", "/hub/oauth_login?provider=campus");
        signIn("ann");
        User ann = user("ann").orElseThrow();
        assertThat(ann.uid()).isEqualTo(UID);
        assertThat(ann.gid()).isEqualTo(UID);
        assertThat(ann.admin()).isFalse();
        assertThat(groupsOf(ann)).contains("staff").doesNotContain("guests", "hub-admins");
        assertThat(hub.bean(UserDirectory.class).identities(ann.id()))
                .singleElement()
                .satisfies(identity -> assertThat(identity.subject()).isEqualTo(realm.id("ann")));
    }

    @Test
    void onlyWhoIsInAnAllowedGroupComesIn() {
        assertThat(callback("eve")).isEqualTo("/hub/login?problem=refused");
        assertThat(user("eve")).isEmpty();
    }

    @Test
    void anAnswerIsGoodOnceAndInTheBrowserThatBeganOnly() {
        String there = depart("");
        String back = local(realm.signIn(there, "ann"));
        HubBrowser other = new HubBrowser(hub.port(), hub.proxySecret());
        assertThat(location(other.get(back))).isEqualTo("/hub/login?problem=expired");
        Map<String, String> cookies = Map.copyOf(browser.cookies);
        assertThat(location(browser.get(back))).isEqualTo(LANDING);
        HubBrowser again = new HubBrowser(hub.port(), hub.proxySecret());
        again.cookies.putAll(cookies);
        assertThat(location(again.get(back))).isEqualTo("/hub/login?problem=expired");
        assertThat(again.get(HOME).statusCode()).isNotEqualTo(200);
    }

    @Test
    void severalTabsMaySignInAtOnceAndOnesOwnWishIsKept() {
        String first = depart("/hub/token");
        String second = depart("/hub/home?tab=2");
        assertThat(location(browser.get(local(realm.signIn(second, "ann"))))).isEqualTo("/hub/home?tab=2");
        assertThat(location(browser.get(local(realm.signIn(first, "ann"))))).isEqualTo("/hub/token");
    }

    @Test
    void nobodyIsLedElsewhereAfterwards() {
        for (String wish : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/%2f/evil.example")) {
            assertThat(location(browser.get(local(realm.signIn(depart(wish), "ann")))))
                    .as(wish)
                    .isEqualTo(LANDING);
            browser();
        }
    }
}
