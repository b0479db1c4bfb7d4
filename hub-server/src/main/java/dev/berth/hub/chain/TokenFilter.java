package dev.berth.hub.chain;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.TokenCallers;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.signin.Admission;
import dev.berth.spi.route.HubPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Identifies a program by the {@code Authorization} header: the owner of an API token, or one of the hub's own proxies. */
final class TokenFilter extends OncePerRequestFilter {

    private final TokenCallers callers;
    private final ProxySecret secret;
    private final Admission admission;

    TokenFilter(TokenCallers callers, ProxySecret secret, Admission admission) {
        this.callers = callers;
        this.secret = secret;
        this.admission = admission;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (AuthorizationHeader.counts(request)) {
            authentication(request)
                    .ifPresent(found -> SecurityContextHolder.setContext(new SecurityContextImpl(found)));
        }
        chain.doFilter(request, response);
    }

    private Optional<Authentication> authentication(HttpServletRequest request) {
        String token = AuthorizationHeader.token(request);
        if (request.getRequestURI().startsWith(HubPaths.ROOT)) {
            return secret.matches(token)
                    ? Optional.of(
                            new PreAuthenticatedAuthenticationToken("proxy", "", List.of(CallerAuthentication.PROXY)))
                    : Optional.empty();
        }
        return callers.find(token)
                .filter(caller -> admission
                        .address(caller.principal(), request.getRemoteAddr())
                        .isEmpty())
                .map(CallerAuthentication::new);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
