package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.User;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Signing in with a name and a password. */
class SignInTests extends SignInHub {

    @Autowired
    private AuditLog audit;

    @Test
    void rightPasswordOpensASessionAndLeadsHome() {
        HttpResponse<String> response = browser.signIn(" " + name().toUpperCase(java.util.Locale.ROOT), PASSWORD);
        assertThat(location(response)).isEqualTo(LANDING);
        assertThat(response.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("jupyterhub-hub-login=")
                        .contains("Path=/@/space%20word/", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Secure"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("_xsrf=").contains("Path=/@/space%20word/hub/"));
        assertThat(browser.get("/hub/whoami").body()).isEqualTo("home of " + name());
        assertThat(browser.cookies.get("jupyterhub-session-id"))
                .isNotEqualTo(browser.cookies.get("jupyterhub-hub-login"));
        assertThat(audit.latest(1).getFirst().event().action()).isEqualTo(AuditAction.SIGNED_IN);
    }

    @Test
    void wrongPasswordUnknownNameAndDisabledAccountLookTheSame() {
        User closed = user("closed-" + COUNT.incrementAndGet(), false);
        users.disable(closed.id(), Actor.policy("test"));
        String wrong = outcome(browser.signIn(name(), "wrong password"));
        assertThat(outcome(browser.signIn("no-such-" + COUNT.incrementAndGet(), PASSWORD)))
                .isEqualTo(wrong);
        assertThat(outcome(browser.signIn(closed.name().value(), PASSWORD))).isEqualTo(wrong);
        assertThat(outcome(browser.signIn("../../etc", PASSWORD))).isEqualTo(wrong);
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
    }

    private static String outcome(HttpResponse<String> response) {
        return response.statusCode() + response.body().replaceAll("value=\"[^\"]*\"", "");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void megabytesOfNameAndPasswordAreRefusedWithoutBeingHashedOrLogged(CapturedOutput log) {
        String huge = "x".repeat(1_000_000);
        assertThat(browser.signIn(huge, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(browser.signIn(name(), huge).statusCode()).isEqualTo(403);
        assertThat(audit.latest(2))
                .allSatisfy(kept -> assertThat(kept.event().actor().name()).hasSizeLessThanOrEqualTo(255));
        assertThat(log.getAll())
                .contains("(not a valid name: 1000000 characters)")
                .doesNotContain("x".repeat(256));
    }

    @Test
    void tooManyAttemptsOnOneAccountAreAnsweredLater() {
        for (int i = 0; i < 10; i++) {
            assertThat(browser.signIn(name(), "wrong password").statusCode()).isEqualTo(403);
        }
        HttpResponse<String> response = browser.signIn(name(), PASSWORD);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 301L);
    }

    @Test
    void everySignInMakesANewCredentialAndATokenFromBeforeIsNoGood() {
        String before = browser.xsrfOn("/hub/login");
        browser.cookies.put("jupyterhub-hub-login", "planted");
        browser.signIn(name(), PASSWORD);
        String first = browser.cookies.get("jupyterhub-hub-login");
        assertThat(first).isNotEqualTo("planted");
        assertThat(browser.post("/hub/logout", Map.of("_xsrf", before)).statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        HubBrowser again = new HubBrowser(port, secret.value());
        again.signIn(name(), PASSWORD);
        assertThat(again.cookies.get("jupyterhub-hub-login")).isNotEqualTo(first);
    }

    @Test
    void aRefusalLooksLikeOne() {
        assertThat(browser.signIn(name(), "not the password").body())
                .containsPattern("<p class=\"notice error\" role=\"alert\">.*<span>Invalid username or password");
    }
}
