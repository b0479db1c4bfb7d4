package dev.berth.hub.signin.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.signin.TestSessions;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.signin.password.PasswordReset;
import dev.berth.hub.user.User;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Setting up a second factor and turning it off. */
class SecondFactorChangeTests extends SecondFactorHub {

    @Autowired
    private Invitations invitations;

    @Autowired
    private PasswordReset reset;

    @Autowired
    private Callers callers;

    @Test
    void ticketOfAnotherUserIsNone() {
        User one = local();
        User other = local();
        HubBrowser own = new HubBrowser(port, secret.value());
        own.signIn(one.name().value(), PASSWORD);
        HttpResponse<String> page = own.get("/hub/second-factor");
        assertThat(factors.accept(other, ticket(page), code(shared(page)), Actor.policy("test")))
                .isFalse();
    }

    @Test
    void ownerTurnsItOffWithACodeOnlyAndAnAdministratorWithout() {
        User user = local();
        byte[] shared = enrolled(user);
        browser.signIn(user.name().value(), PASSWORD);
        answer(code(shared));
        tick();
        String path = "/hub/second-factor/remove";
        String xsrf = browser.xsrfOn("/hub/second-factor");
        assertThat(browser.post(path, Map.of("_xsrf", xsrf, "code", "000000")).statusCode())
                .isEqualTo(400);
        assertThat(browser.post(path, Map.of("_xsrf", xsrf, "code", code(shared)))
                        .statusCode())
                .isEqualTo(302);
        assertThat(factors.has(user.id())).isFalse();
        tick();
        enrolled(user);
        assertThat(factors.remove(user, Actor.policy("test"))).isTrue();
        assertThat(factors.remove(user, Actor.policy("test"))).isFalse();
    }

    /** A link that sets a password must not bypass the second factor; the operator's own reset is intended to do so. */
    @Test
    void passwordLinkAsksForTheCodeAndTheOperatorsResetTakesItAway() {
        User user = local();
        enrolled(user);
        User admin = local();
        users.setAdmin(admin.id(), true, Actor.policy("test"));
        HubBrowser signedIn = TestSessions.signedIn(context, port, admin);
        assertThat(signedIn.get("/hub/home").statusCode()).isEqualTo(200);
        String link = invitations.invite(user.name(), caller(admin), null);
        browser.get("/hub/invite");
        HttpResponse<String> answer = browser.fill(
                "/hub/invite",
                Map.of(
                        "code",
                        link.substring(link.indexOf('#') + 1),
                        "password",
                        "new " + PASSWORD,
                        "repeated",
                        "new " + PASSWORD));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/hub/login/code");
        assertThat(in()).isFalse();
        assertThat(reset.reset(user.name().value(), "operator")).isInstanceOf(PasswordReset.ResetResult.Done.class);
        assertThat(factors.has(user.id())).isFalse();
    }

    private Caller caller(User user) {
        HubBrowser own = TestSessions.signedIn(context, port, user);
        String value = own.cookies.get("jupyterhub-hub-login");
        return callers.find(Credential.Kind.SESSION, CredentialHash.sha256(value))
                .orElseThrow();
    }
}
