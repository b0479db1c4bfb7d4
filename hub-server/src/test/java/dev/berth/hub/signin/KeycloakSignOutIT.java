package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of a session here and at a real Keycloak. */
class KeycloakSignOutIT extends KeycloakHub {

    @Test
    void aSignOutAtKeycloakEndsTheSessionHereOverTheBackChannel() {
        signIn("ann");
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        realm.signOut("ann");
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
        assertThat(backChannel.statuses()).contains(200);
        // The same logout token does not count again, although there is a new session.
        signIn("ann");
        assertThat(backChannel.repeatLast()).isEqualTo(400);
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithTheOneOfKeycloakEvenIfNobodySaysSo() {
        signIn("ann");
        backChannel.deaf(true);
        realm.signOut("ann");
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        askNow();
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
        backChannel.deaf(false);
    }

    @Test
    void aSessionLastsNoLongerThanKeycloakSaid() {
        signIn("ann");
        Duration left = hub.jdbc()
                .sql("select extract(epoch from provider_until - now()) from browser_sessions order by id desc limit 1")
                .query((row, number) -> Duration.ofSeconds(row.getLong(1)))
                .single();
        assertThat(left).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(30));
        hub.jdbc().sql("update browser_sessions set provider_until = now()").update();
        assertThat(browser.get(HOME).statusCode()).isNotEqualTo(200);
    }

    @Test
    void whoSignsOutIsOfferedTheWayOutOfKeycloakToo() {
        signIn("ann");
        HttpResponse<String> out = browser.fill("/hub/logout", Map.of());
        assertThat(location(out)).isEqualTo("/hub/signed-out?provider=campus");
        String page = browser.get("/hub/signed-out?provider=campus").body();
        int from = page.indexOf(realm.issuer());
        String link = page.substring(from, page.indexOf('"', from)).replace("&amp;", "&");
        assertThat(link).contains("client_id=berth").doesNotContain("id_token");
        assertThat(realm.confirmSignOut(link)).isEqualTo("http://127.0.0.1:8000/hub/login");
    }
}
