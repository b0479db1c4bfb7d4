package dev.berth.hub.chain;

import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.web.ApiPaths;
import dev.berth.spi.route.HubPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first filter: determines whether a request came through one of the hub's own proxies. Only then are its forwarding headers trusted
 * and its cookies read, and only then does it get a page. Programs can connect directly, with a token.
 */
final class TrustedProxyFilter extends OncePerRequestFilter {

    /** Before all other filters, including Spring Security's chain. */
    static final int ORDER = FilterRegistrationBean.HIGHEST_PRECEDENCE + 10;

    private final ProxySecret secret;

    TrustedProxyFilter(ProxySecret secret) {
        this.secret = secret;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean trusted = secret.matches(request.getHeader(HubPaths.HOP_HEADER));
        if (!trusted && !ApiPaths.contain(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().println("The hub's pages are served only through its proxy.");
            return;
        }
        chain.doFilter(new ForwardedRequest(request, trusted), response);
    }
}
