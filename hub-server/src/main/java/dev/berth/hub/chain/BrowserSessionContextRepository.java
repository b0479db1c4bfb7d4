package dev.berth.hub.chain;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.signin.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Identifies the caller by the session cookie. It never saves anything: only {@link BrowserSessions} opens and ends sessions. */
@Component
final class BrowserSessionContextRepository implements SecurityContextRepository {

    private final Callers callers;
    private final SessionCookies cookies;
    private final Admission admission;

    BrowserSessionContextRepository(Callers callers, SessionCookies cookies, Admission admission) {
        this.callers = callers;
        this.cookies = cookies;
        this.admission = admission;
    }

    @Deprecated
    @Override
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    @Override
    public org.springframework.security.core.context.DeferredSecurityContext loadDeferredContext(
            HttpServletRequest request) {
        return new LazyContext(() -> load(request));
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return cookies.session(request).isPresent();
    }

    private SecurityContext load(HttpServletRequest request) {
        if (AuthorizationHeader.isDecisive(request)) {
            return SecurityContextHolder.createEmptyContext();
        }
        return cookies.session(request)
                .flatMap(hash -> callers.find(Credential.Kind.SESSION, hash))
                .filter(caller -> admission
                        .address(caller.principal(), request.getRemoteAddr())
                        .isEmpty())
                .<SecurityContext>map(caller -> new SecurityContextImpl(new CallerAuthentication(caller)))
                .orElseGet(SecurityContextHolder::createEmptyContext);
    }
}
