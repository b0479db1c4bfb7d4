package dev.berth.hub.api;

import dev.berth.hub.web.ApiPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the body of an API request for the handler. {@code curl -d} and Python's {@code urllib} label JSON as a form, and the container reads
 * a form as soon as any code asks for a parameter: the handler would then find an empty body, which means "no restrictions" to calls such as
 * a token request. Once the input stream has been asked for, the container leaves the body alone (Jakarta Servlet 6.1, 3.1.1), so that
 * parameters come from the query only. OAuth's own calls are forms by their standard (RFC 6749, 4.1.3).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class UnparsedBodies extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPaths.contain(request) || request.getRequestURI().startsWith("/hub/api/oauth2/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var _ = request.getInputStream();
        chain.doFilter(request, response);
    }
}
