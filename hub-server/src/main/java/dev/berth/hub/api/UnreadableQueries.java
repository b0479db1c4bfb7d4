package dev.berth.hub.api;

import dev.berth.hub.access.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Rejects a query that contains a value without a name, because Tomcat fails as soon as any code reads a parameter of such a request. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class UnreadableQueries extends OncePerRequestFilter {

    private final Refusals refusals;

    UnreadableQueries(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null || !("&" + query).contains("&=");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        refusals.refuse(
                request,
                response,
                HttpServletResponse.SC_BAD_REQUEST,
                "The query of the request contains a value without a name. Escape & and = within values");
    }
}
