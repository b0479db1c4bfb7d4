package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Refusals;
import dev.berth.spi.spawn.Spawner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs: who is signed in, the token that forms must carry, and what everybody must be told. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    private final Spawner spawner;

    PageModel(Spawner spawner) {
        this.spawner = spawner;
    }

    @ModelAttribute("me")
    @Nullable Me me() {
        return CallerAuthentication.current().map(Me::of).orElse(null);
    }

    /** Asking for it makes one, and sets a cookie: programs get none. */
    @ModelAttribute("xsrf")
    @Nullable String xsrf(HttpServletRequest request) {
        return !Refusals.isApi(request) && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? token.getToken()
                : null;
    }

    /** The lasting weaknesses of this installation. */
    @ModelAttribute("warnings")
    List<String> warnings(HttpServletRequest request) {
        return Refusals.isApi(request) ? List.of() : spawner.warnings();
    }

    /** The person who looks at the page. */
    record Me(String name, boolean admin) {
        static Me of(Caller caller) {
            return new Me(caller.name(), caller.admin());
        }
    }
}
