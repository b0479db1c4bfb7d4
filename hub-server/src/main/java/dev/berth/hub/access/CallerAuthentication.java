package dev.berth.hub.access;

import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** A {@link Caller} in Spring Security's context. It does not have authorities: scopes decide, in one place. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    /** The authority of the hub's own proxies. */
    public static final SimpleGrantedAuthority PROXY = new SimpleGrantedAuthority("PROXY");

    private final transient Caller caller;

    public CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        super.setAuthenticated(true);
    }

    public Caller caller() {
        return caller;
    }

    /** The caller of the request that this thread handles. */
    public static Optional<Caller> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof CallerAuthentication signedIn
                ? Optional.of(signedIn.caller)
                : Optional.empty();
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
