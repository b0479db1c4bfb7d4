package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.User;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One-time codes from the form to the session. */
class SecondFactorTests extends SecondFactorHub {

    @Autowired
    private AuditLog audit;

    @Test
    void passwordAloneLeadsToTheCodeAndToNoSession() {
        User user = local();
        byte[] shared = enrolled(user);
        HttpResponse<String> first = browser.signIn(user.name().value(), PASSWORD);
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(first.headers().firstValue("Location").orElseThrow()).contains("/hub/login/code");
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
        assertThat(in()).isFalse();
        assertThat(browser.get("/hub/login/code").body()).doesNotContain("class=\"secret\"");
        assertThat(answer("000000").statusCode()).isEqualTo(403);
        assertThat(in()).isFalse();
        assertThat(answer(code(shared)).statusCode()).isEqualTo(302);
        assertThat(in()).isTrue();
    }

    @Test
    void codeIsGoodOnce() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        String code = code(shared);
        answer(code);
        HubBrowser thief = new HubBrowser(port, secret.value());
        thief.signIn(user.name().value(), PASSWORD);
        assertThat(thief.fill("/hub/login/code", Map.of("code", code)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void identityThatLeadsToNobodyAnyMoreOpensNothing() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        used.jdbc()
                .sql("DELETE FROM identities WHERE user_id = :user")
                .param("user", user.id())
                .update();
        tick();
        answer(code(shared));
        assertThat(in()).isFalse();
    }

    @Test
    void guessesAreFewAndTheFifthEndsTheAttempt() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        for (int i = 0; i < 4; i++) {
            assertThat(answer("12345" + i).statusCode()).isEqualTo(403);
        }
        String xsrf = browser.xsrfOn("/hub/login/code");
        browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", "999999"));
        HttpResponse<String> late = browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", code(shared)));
        assertThat(late.headers().firstValue("Location").orElse("")).endsWith("/hub/login");
        assertThat(in()).isFalse();
        assertThat(audit.latest(20))
                .anyMatch(event -> event.event().action() == AuditAction.SIGN_IN_REFUSED
                        && "BAD_CODE".equals(event.event().detail().get("reason")));
    }

    @Test
    void whoeverHasNotGivenAPasswordHasNothingToGiveACodeTo() {
        assertThat(browser.get("/hub/login/code").statusCode()).isEqualTo(302);
        String xsrf = browser.xsrfOn("/hub/login");
        HttpResponse<String> answer = browser.post("/hub/login/code", Map.of("_xsrf", xsrf, "code", "123456"));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/hub/login");
    }
}
