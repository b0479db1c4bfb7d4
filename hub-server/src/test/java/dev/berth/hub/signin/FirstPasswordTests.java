package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How people choose a password: after a one-time password, and with an invitation. */
class FirstPasswordTests extends SignInHub {

    @Autowired
    private Invitations invitations;

    @Test
    void oneTimePasswordLeadsNowhereButToANewOne() {
        User once = user("once-" + COUNT.incrementAndGet(), true);
        browser.signIn(once.name().value(), PASSWORD);
        assertThat(caller(browser).scopes().texts()).isEmpty();
        assertThat(location(browser.get("/hub/home")))
                .isEqualTo("/@/space%20word/hub/password?next=%2F%40%2Fspace%2520word%2Fhub%2Fhome");
        assertThat(browser.get("/hub/api/test?_xsrf=" + browser.cookies.get("_xsrf"))
                        .body())
                .contains("new password");
        for (Map<String, String> bad : List.of(
                Map.of("current", "wrong", "password", "new secret 123", "repeated", "new secret 123"),
                Map.of("current", PASSWORD, "password", "short", "repeated", "short"),
                Map.of("current", PASSWORD, "password", PASSWORD, "repeated", PASSWORD),
                Map.of("current", PASSWORD, "password", "new secret 123", "repeated", "new secret 124"),
                Map.of(
                        "current",
                        PASSWORD,
                        "password",
                        once.name().value() + "12",
                        "repeated",
                        once.name().value() + "12"),
                Map.of("current", PASSWORD, "password", "ü".repeat(600), "repeated", "ü".repeat(600)))) {
            assertThat(browser.fill("/hub/password", bad).statusCode())
                    .as(bad.toString())
                    .isEqualTo(400);
        }
        String before = browser.cookies.get("jupyterhub-hub-login");
        assertThat(location(browser.fill(
                        "/hub/password",
                        Map.of("current", PASSWORD, "password", "new secret 123", "repeated", "new secret 123"))))
                .isEqualTo(LANDING);
        assertThat(browser.cookies.get("jupyterhub-hub-login")).isNotEqualTo(before);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        assertThat(callers.find(Credential.Kind.SESSION, CredentialHash.sha256(before)))
                .isEmpty();
    }

    @Test
    void invitationIsGoodOnceAlsoWhenManyComeAtOnce() throws Exception {
        String invited = "guest-" + COUNT.incrementAndGet();
        String link = invitations.invite(new UserName(invited), admin(), null);
        assertThat(link).startsWith("/@/space%20word/hub/invite#");
        String code = link.substring(link.indexOf('#') + 1);
        List<java.util.concurrent.Callable<Integer>> guests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            guests.add(() -> new HubBrowser(port, secret.value())
                    .fill("/hub/invite", Map.of("code", code, "password", PASSWORD, "repeated", PASSWORD))
                    .statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(guests)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce(302).containsOnly(302, 400);
        assertThat(location(browser.signIn(invited, PASSWORD))).isEqualTo(LANDING);
        assertThatIllegalArgumentException().isThrownBy(() -> invitations.invite(ann.name(), caller(browser), null));
    }

    private Caller admin() {
        String adminName = "admin-" + COUNT.incrementAndGet();
        User admin = user(adminName, false);
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        HubBrowser other = new HubBrowser(port, secret.value());
        other.signIn(adminName, PASSWORD);
        return caller(other);
    }
}
