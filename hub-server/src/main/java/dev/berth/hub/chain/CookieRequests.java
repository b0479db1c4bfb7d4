package dev.berth.hub.chain;

import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.web.ApiPaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Requests that must carry a CSRF token: every unsafe request to a page that changes something, whatever its Origin and Fetch Metadata
 * headers contain, and every request with a session cookie to the REST API, including reads (except a few text pages that a person can
 * open).
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
            // Sent by a provider, not by a browser; only its signature counts.
            return false;
        }
        if (!ApiPaths.contain(request)) {
            // Responses on behalf of stopped servers change nothing, and an open notebook that saves must learn that
            // its server is stopped.
            return unsafe && !AuthorizationHeader.standsIn(request);
        }
        return !AuthorizationHeader.isDecisive(request)
                && cookies.session(request).isPresent()
                && (unsafe || !WITHOUT.contains(request.getRequestURI()));
    }
}
