package dev.berth.hub.api;

import dev.berth.hub.access.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** HEAD is for the health of the hub only: JupyterHub answers 405 to it everywhere else, where Spring would do the work of GET. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ApiMethods extends OncePerRequestFilter {

    private static final Set<String> WITH_HEAD = Set.of("/hub/api/health", "/hub/health");

    private final Refusals refusals;

    ApiMethods(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("HEAD")
                || !Refusals.isApi(request)
                || WITH_HEAD.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Allow", "GET");
        refusals.refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
    }
}
