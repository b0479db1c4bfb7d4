package dev.berth.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions, tokens and identities on the page of a user. */
class CredentialPagesTests extends ConsolePages {

    private static String path(String name) {
        return "/hub/admin/users/" + name;
    }

    private static String notice(HubBrowser browser, String path, Map<String, String> fields) {
        return browser.post(path, form(browser, fields))
                .headers()
                .firstValue("Location")
                .orElse("")
                .replaceFirst(".*notice=", "");
    }

    @Test
    void anAdministratorSignsASessionOut() {
        User ann = HUB.user(SharedHub.name("ann"));
        HubBrowser theirs = HUB.browser(ann.name().value());
        String session = HUB.bean(BrowserSessions.class).of(ann.id()).getFirst().id();
        String end = path(ann.name().value()) + "/sessions/" + session + "/end";
        assertThat(page(admin, path(ann.name().value()))).contains("action=\"" + end + "\"");
        String another = path(SharedHub.user("another")) + "/sessions/" + session + "/end";
        assertThat(notice(admin, another, Map.of())).as("it is not theirs").isEqualTo("console.problem.gone");
        assertThat(theirs.get("/hub/home").statusCode()).isEqualTo(200);
        assertThat(notice(admin, end, Map.of())).isEqualTo("console.done.sessionEnded");
        assertThat(theirs.get("/hub/home").statusCode()).isEqualTo(302);
        assertThat(notice(admin, end, Map.of())).isEqualTo("console.problem.gone");
    }

    @Test
    void anAdministratorRevokesAToken() {
        User ann = HUB.user(SharedHub.name("ann"));
        String value = HUB.token(ann.name().value());
        String token = HUB.bean(Tokens.class).list(ann.id()).getFirst().id();
        String revoke = path(ann.name().value()) + "/tokens/" + token + "/revoke";
        assertThat(page(admin, path(ann.name().value())))
                .contains("action=\"" + revoke + "\"")
                .doesNotContain(value);
        assertThat(notice(admin, path(SharedHub.user("another")) + "/tokens/" + token + "/revoke", Map.of()))
                .isEqualTo("console.problem.gone");
        assertThat(HUB.bean(Tokens.class).list(ann.id())).hasSize(1);
        assertThat(notice(admin, revoke, Map.of())).isEqualTo("console.done.tokenRevoked");
        assertThat(HUB.bean(Tokens.class).list(ann.id())).isEmpty();
    }

    @Test
    void whoeverMayChangeAccountsDoesNotTouchTheirCredentials() {
        HubBrowser helper = HUB.browser(member("helpers"));
        User ann = HUB.user(SharedHub.name("ann"));
        HUB.token(ann.name().value());
        HUB.bean(UserAccounts.class).link(ann, "campus", "s-" + ann.name(), Actor.policy("test"));
        String token = HUB.bean(Tokens.class).list(ann.id()).getFirst().id();
        String path = path(ann.name().value());
        assertThat(page(helper, path))
                .contains(path + "/disable")
                .doesNotContain("/tokens/", "/sessions/", "/identities", "/second-factor");
        Map<String, String> identity = form(helper, Map.of("provider", "campus", "subject", "s-" + ann.name()));
        for (String change : new String[] {
            "/tokens/" + token + "/revoke", "/identities", "/identities/remove", "/second-factor/remove"
        }) {
            assertThat(helper.post(path + change, identity).statusCode())
                    .as(change)
                    .isIn(403, 404);
        }
        assertThat(HUB.bean(Tokens.class).list(ann.id())).hasSize(1);
        assertThat(HUB.bean(UserDirectory.class).identities(ann.id())).hasSize(1);
    }

    @Test
    void anIdentityIsUnlinkedAndTheSessionsEnd() {
        User ann = HUB.user(SharedHub.name("ann"));
        String subject = "<b>" + ann.name();
        HUB.bean(UserAccounts.class).link(ann, "campus", subject, Actor.policy("test"));
        HubBrowser theirs = HUB.browser(ann.name().value());
        String path = path(ann.name().value());
        assertThat(page(admin, path)).contains("&lt;b&gt;" + ann.name()).doesNotContain(subject);
        Map<String, String> identity = Map.of("provider", "campus", "subject", subject);
        assertThat(notice(admin, path + "/identities/remove", identity)).isEqualTo("console.done.unlinked");
        assertThat(HUB.bean(UserDirectory.class).identities(ann.id())).isEmpty();
        assertThat(theirs.get("/hub/home").statusCode()).isEqualTo(302);
        assertThat(notice(admin, path + "/identities/remove", identity)).isEqualTo("console.problem.gone");
        assertThat(notice(admin, path + "/identities", identity))
                .as("nobody could sign in with a provider that is not configured")
                .isEqualTo("console.problem.notLinked");
        assertThat(notice(admin, path + "/second-factor/remove", Map.of())).isEqualTo("console.problem.gone");
    }
}
