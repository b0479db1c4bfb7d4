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
 * Tells proxies, by each answer, that this hub was told to stop. Names are looked up too rarely for that: a name server may go on naming a
 * hub for half a minute. The connection is given back as well, so that none is in use when the hub is gone.
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
