package dev.berth.hub.monitor;

import dev.berth.spi.route.HubPaths;
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
 * Informs proxies, with each response, that this hub is shutting down. DNS is too slow for that: a name server may return a hub's address
 * for another half minute. The connection is closed as well, so that none is in use when the hub is gone.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class LeavingHeader extends OncePerRequestFilter {

    private final Leaving leaving;

    LeavingHeader(Leaving leaving) {
        this.leaving = leaving;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (leaving.begun()) {
            response.setHeader(HubPaths.LEAVING_HEADER, "true");
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
