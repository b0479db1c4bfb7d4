package dev.berth.hub.signin;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.session.XsrfTokens;
import dev.berth.hub.user.User;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Signed-in browsers without a password: the sign-in page is tested elsewhere. */
public final class TestSessions {

    private TestSessions() {}

    public static HubBrowser signedIn(ApplicationContext hub, int port, User user) {
        BrowserSessions sessions = hub.getBean(BrowserSessions.class);
        IssuedSession session = hub.getBean(TransactionTemplate.class)
                .execute(status -> sessions.open(user, SignInProperties.LOCAL, new Visitor("127.0.0.1", "test")));
        HubBrowser browser = new HubBrowser(port, hub.getBean(ProxySecret.class).value());
        browser.cookies.put(hub.getBean(SessionCookies.class).sessionName(), session.value());
        String hash = CredentialHash.sha256(session.value());
        browser.cookies.put(SessionCookies.XSRF, hub.getBean(XsrfTokens.class).ofSession(hash));
        return browser;
    }
}
