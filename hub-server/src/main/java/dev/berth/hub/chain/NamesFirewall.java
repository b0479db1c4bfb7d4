package dev.berth.hub.chain;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Spring Security's firewall, except that usernames such as {@code 50%} or {@code a;b} are allowed: escaped in a path, these are ordinary
 * characters. An unescaped semicolon still begins a path parameter, which handlers do not see but path rules would, so it is rejected. So
 * is a NUL character.
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
            throw new RequestRejectedException("The path of a request contains an unescaped semicolon");
        }
        return super.getFirewalledRequest(request);
    }
}
