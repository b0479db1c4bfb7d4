package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs: who is signed in, and the token that their forms must carry. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    @ModelAttribute("me")
    @Nullable Me me() {
        return CallerAuthentication.current().map(Me::of).orElse(null);
    }

    @ModelAttribute("xsrf")
    @Nullable String xsrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : null;
    }

    /** The person who looks at the page. */
    record Me(String name, boolean admin) {
        static Me of(Caller caller) {
            return new Me(caller.name(), caller.admin());
        }
    }
}
