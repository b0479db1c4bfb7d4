package dev.berth.hub.session;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.web.FreshSignIn;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The responses that all forms of this package share: cookies, redirects, "try again later". */
@Component
public final class Answers {

    /** Tells the view resolver that the response is complete. */
    private static final String NO_VIEW = "signin/none";

    private final SessionCookies cookies;
    private final XsrfTokens xsrf;
    private final FreshSignIn freshSignIn;

    Answers(SessionCookies cookies, XsrfTokens xsrf, FreshSignIn freshSignIn) {
        this.cookies = cookies;
        this.xsrf = xsrf;
        this.freshSignIn = freshSignIn;
    }

    /** 303 See Other: whatever the method was, the browser requests the next page with GET. */
    public String redirect(HttpServletResponse response, String url) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", url);
        return NO_VIEW;
    }

    /** Sets the cookies of a session that was just opened. */
    public void signedIn(HttpServletResponse response, IssuedSession session) {
        cookies.signedIn(response, session, xsrf.ofSession(CredentialHash.sha256(session.value())));
        freshSignIn.mark(response);
    }

    public void signedOut(HttpServletResponse response) {
        cookies.signedOut(response);
    }

    public void tooMany(HttpServletResponse response, Duration wait) {
        response.setStatus(429);
        response.setHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }
}
