package dev.berth.hub.api;

import dev.berth.hub.access.Refusals;
import dev.berth.hub.web.ApiPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Methods without a handler. HEAD is allowed only for the hub's health: JupyterHub returns 405 everywhere else, where Spring would handle
 * it like GET. OPTIONS returns the methods of a path to everybody, as in JupyterHub. Every other method, such as QUERY, results in 405,
 * with the supported ones in {@code Allow} (RFC 9110, 9.3.7 and 15.5.6).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ApiMethods extends OncePerRequestFilter {

    private static final Set<String> WITH_HEAD = Set.of("/hub/api/health", "/hub/health");
    private static final Set<String> OF_HANDLERS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final Refusals refusals;

    ApiMethods(ObjectProvider<RequestMappingHandlerMapping> mappings, Refusals refusals) {
        this.mappings = mappings;
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String method = request.getMethod();
        return !ApiPaths.contain(request)
                || OF_HANDLERS.contains(method)
                || (method.equals("HEAD") && WITH_HEAD.contains(request.getRequestURI()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Set<String> allowed = allowed(request.getRequestURI());
        if (allowed.isEmpty()) {
            refusals.refuse(request, response, HttpServletResponse.SC_NOT_FOUND, "Not Found");
            return;
        }
        response.setHeader("Allow", String.join(", ", allowed));
        if (request.getMethod().equals("OPTIONS")) {
            // As in JupyterHub. Without Access-Control-Allow-Origin, it does not open anything to pages of other
            // origins.
            response.setHeader("Access-Control-Allow-Headers", "accept, content-type, authorization");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        refusals.refuse(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
    }

    private Set<String> allowed(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        Set<String> methods = new TreeSet<>();
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(info -> matches(info, parsed))
                .flatMap(info -> info.getMethodsCondition().getMethods().stream())
                .forEach(method -> methods.add(method.name()));
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        if (WITH_HEAD.contains(path)) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static boolean matches(RequestMappingInfo info, PathContainer path) {
        PathPatternsRequestCondition patterns = info.getPathPatternsCondition();
        return patterns != null && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }
}
