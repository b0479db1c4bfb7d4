package dev.berth.hub.api;

import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.Links;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers of every response of the REST API, including errors. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiHeaders extends OncePerRequestFilter {

    private final String version;
    private final String policy;

    ApiHeaders(ApiProperties properties, Links links) {
        this.version = properties.jupyterhubVersion();
        this.policy =
                "frame-ancestors 'none'; report-uri " + links.url("/hub/security/csp-report") + "; default-src 'none'";
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        // The authorization page of OAuth lies below this path and is a page.
        return !path.startsWith("/hub/api") || !ApiPaths.contain(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-JupyterHub-Version", version);
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        chain.doFilter(request, response);
    }
}
