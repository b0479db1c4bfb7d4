package dev.berth.hub.chain;

import dev.berth.hub.access.Refusals;
import dev.berth.hub.session.SessionCookies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Which requests must carry a token against cross-site requests: every unsafe one to a page that can do something, whatever it says about where it comes from,
 * and every one with a session cookie to the REST API, reading included (but for a few pages of text that a person may open).
 */
@Component
final class CookieRequests implements RequestMatcher {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String BACK_CHANNEL = "/hub/oauth_backchannel/";
    private static final Set<String> WITHOUT = Set.of(
            "/hub/api",
            "/hub/api/",
            "/hub/api/health",
            "/hub/health",
            "/hub/health/live",
            "/hub/health/ready",
            "/hub/metrics");

    private final SessionCookies cookies;

    CookieRequests(SessionCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        boolean unsafe = !SAFE.contains(request.getMethod());
        if (request.getRequestURI().startsWith(BACK_CHANNEL)) {
            // A provider sends it, not a browser, and its signature alone counts.
            return false;
        }
        if (!Refusals.isApi(request)) {
            // What stands in for stopped servers changes nothing, and an open notebook that saves must hear that its
            // server is.
            return unsafe && !AuthorizationHeader.standsIn(request);
        }
        return !AuthorizationHeader.isDecisive(request)
                && cookies.session(request).isPresent()
                && (unsafe || !WITHOUT.contains(request.getRequestURI()));
    }
}
