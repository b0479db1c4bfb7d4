package dev.berth.hub.signin;

import dev.berth.hub.access.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Which requests must carry a token against cross-site requests: every unsafe one to a page that can do something, whatever it says about where it comes from,
 * and every one with a session cookie to the REST API, reading included.
 */
@Component
final class CookieRequests implements RequestMatcher {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> WITHOUT = Set.of("/hub/api", "/hub/api/", "/hub/api/health", "/hub/health");

    private final SessionCookies cookies;

    CookieRequests(SessionCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        boolean unsafe = !SAFE.contains(request.getMethod());
        if (!Refusals.isApi(request)) {
            return unsafe && !AuthorizationHeader.standsIn(request);
        }
        return !AuthorizationHeader.isDecisive(request)
                && cookies.session(request).isPresent()
                && (unsafe || !WITHOUT.contains(request.getRequestURI()));
    }
}
