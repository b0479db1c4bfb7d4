package dev.berth.hub.session;

import dev.berth.hub.access.CredentialHash;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What all forms of this package answer with: cookies, redirects, "later". */
@Component
public final class Answers {

    /** Tells the view resolver that the answer is complete. */
    private static final String NO_VIEW = "signin/none";

    private final SessionCookies cookies;
    private final XsrfTokens xsrf;

    Answers(SessionCookies cookies, XsrfTokens xsrf) {
        this.cookies = cookies;
        this.xsrf = xsrf;
    }

    /** See Other: whatever the method was, the browser asks for the next page with GET. */
    public String redirect(HttpServletResponse response, String url) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", url);
        return NO_VIEW;
    }

    /** The cookies of a session that was just opened. */
    public void signedIn(HttpServletResponse response, IssuedSession session) {
        cookies.signedIn(response, session, xsrf.ofSession(CredentialHash.sha256(session.value())));
    }

    public void signedOut(HttpServletResponse response) {
        cookies.signedOut(response);
    }

    public void tooMany(HttpServletResponse response, Duration wait) {
        response.setStatus(429);
        response.setHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }
}
