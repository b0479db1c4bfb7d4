package dev.berth.hub.chain;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Spring Security's firewall, but users may be called {@code 50%} or {@code a;b}: escaped in a path, these are letters like any other.
 * A bare semicolon still begins a path parameter, which handlers do not see and rules about paths would, so none passes. Nor does a NUL.
 */
@Component
class NamesFirewall extends StrictHttpFirewall {

    NamesFirewall() {
        setAllowUrlEncodedPercent(true);
        setAllowSemicolon(true);
        setAllowedParameterNames(name -> name.indexOf('\0') < 0);
        setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw new RequestRejectedException("The path of a request holds a semicolon that is not escaped");
        }
        return super.getFirewalledRequest(request);
    }
}
