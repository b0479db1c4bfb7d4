package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.BrowserSessions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What ends together with a session and with an account. */
class SessionEndTests extends SignInHub {

    @Autowired
    private Tokens tokens;

    @Autowired
    private Withdrawn withdrawn;

    @Autowired
    private BrowserSessions sessions;

    @Test
    void signingOutEndsTheSessionItsChildrenAndItsTokensBeforeTheAnswer() {
        browser.signIn(name(), PASSWORD);
        Caller caller = caller(browser);
        String child = sessions.openChild(caller.credential().hash(), "ann")
                .orElseThrow()
                .value();
        String oauth = tokens.issue(
                        new TokenWish(
                                ann.id(),
                                "",
                                null,
                                null,
                                null,
                                caller.credential().sessionId(),
                                "client"),
                        Actor.policy("test"))
                .value();
        HubBrowser copied = new HubBrowser(port, secret.value());
        copied.cookies.putAll(browser.cookies);
        withdrawn.hashes.clear();
        withdrawn.awaitedInTransaction.clear();
        assertThat(location(browser.fill("/hub/logout", Map.of()))).isEqualTo("/@/space%20word/hub/login");
        assertThat(withdrawn.hashes)
                .containsExactlyInAnyOrder(
                        caller.credential().hash(), CredentialHash.sha256(child), CredentialHash.sha256(oauth));
        assertThat(withdrawn.awaitedInTransaction).containsExactly(false);
        assertThat(location(copied.get("/hub/home"))).contains("/hub/login");
        assertThat(sessions.find(CredentialHash.sha256(child))).isEmpty();
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
    }

    @Test
    void closingAnAccountEndsItsSessionsAndTokens() {
        browser.signIn(name(), PASSWORD);
        String session = caller(browser).credential().hash();
        String token = CredentialHash.sha256(tokens.issue(TokenWish.of(ann.id(), "", null, null), Actor.policy("test"))
                .value());
        withdrawn.hashes.clear();
        withdrawn.awaitedInTransaction.clear();
        users.disable(ann.id(), Actor.policy("test"));
        assertThat(withdrawn.hashes).containsExactlyInAnyOrder(session, token);
        assertThat(withdrawn.awaitedInTransaction).contains(false).doesNotContain(true);
        assertThat(location(browser.get("/hub/home"))).contains("/hub/login");
    }
}
