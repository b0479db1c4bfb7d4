package dev.berth.hub.chain;

import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.web.ApiPaths;
import dev.berth.spi.route.HubPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first filter: determines whether a request came through a proxy. Only then are its forwarding headers trusted and its cookies read,
 * and only then does it get a page. Programs can connect directly, with a token. The hub's own proxies have its secret;
 * configurable-http-proxy has none, so it is known by its address.
 */
final class TrustedProxyFilter extends OncePerRequestFilter {

    /** Before all other filters, including Spring Security's chain. */
    static final int ORDER = FilterRegistrationBean.HIGHEST_PRECEDENCE + 10;

    private final ProxySecret secret;
    private final List<IpAddressMatcher> foreignProxies;

    /** {@code foreignProxies} are CIDR blocks. */
    TrustedProxyFilter(ProxySecret secret, List<String> foreignProxies) {
        this.secret = secret;
        this.foreignProxies = foreignProxies.stream().map(IpAddressMatcher::new).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ForwardedRequest.Hop hop = hop(request);
        if (hop == ForwardedRequest.Hop.FOREIGN) {
            throughForeign(request, response, chain);
            return;
        }
        if (hop == ForwardedRequest.Hop.NONE && !ApiPaths.contain(request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().println("The hub's pages are served only through its proxy.");
            return;
        }
        chain.doFilter(new ForwardedRequest(request, hop), response);
    }

    private static void throughForeign(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String elsewhere = StandInRequest.redirect(request);
        if (isInternal(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (elsewhere != null) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", elsewhere);
        } else {
            chain.doFilter(StandInRequest.of(new ForwardedRequest(request, ForwardedRequest.Hop.FOREIGN)), response);
        }
    }

    /** What is for Berth's proxies, which do not let visitors reach it. Decoded, as the paths of handlers are compared. */
    private static boolean isInternal(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/internal") || path.startsWith("/internal/");
    }

    private ForwardedRequest.Hop hop(HttpServletRequest request) {
        if (secret.matches(request.getHeader(HubPaths.HOP_HEADER))) {
            return ForwardedRequest.Hop.OWN;
        }
        String address = request.getRemoteAddr();
        boolean foreign = foreignProxies.stream().anyMatch(block -> block.matches(address));
        return foreign ? ForwardedRequest.Hop.FOREIGN : ForwardedRequest.Hop.NONE;
    }
}
