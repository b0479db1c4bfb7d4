package dev.berth.hub.chain;

import dev.berth.hub.access.Refusals;
import dev.berth.hub.web.ApiPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A second protection against cross-site requests, as in JupyterHub ({@code check_post_content_type}): a request from a browser is rejected
 * if its Content-Type is one that a form of another site could send, even with the token of {@link XsrfTokens} in its header or query.
 * Without a Content-Type, with an API token, or from a program without cookies, the body is read as JSON, so {@code curl -d} works.
 */
final class JsonBodyFilter extends OncePerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Refusals refusals;

    JsonBodyFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean byBrowser = ApiPaths.contain(request)
                && !AuthorizationHeader.isDecisive(request)
                && (request.getHeader("Cookie") != null || request.getHeader("Origin") != null);
        boolean oauthForm = request.getRequestURI().startsWith("/hub/api/oauth2/");
        if (byBrowser && !oauthForm && WITH_BODY.contains(request.getMethod()) && !isJson(request)) {
            refusals.refuse(
                    request, response, HttpServletResponse.SC_FORBIDDEN, "Content-Type must be application/json");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isJson(HttpServletRequest request) {
        try {
            String type = request.getContentType();
            return type == null || MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
