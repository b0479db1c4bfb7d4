package dev.berth.hub.signin.redirect;

import dev.berth.hub.signin.SignIn;
import dev.berth.hub.web.ApiPaths;
import dev.berth.spi.identity.RedirectProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the provider buttons to the sign-in page, and a message about a sign-in that failed. */
@ControllerAdvice(basePackageClasses = SignIn.class)
class ProviderButtons {

    private static final Set<String> PROBLEMS = Set.of("expired", "refused", "unavailable", "throttled");

    private final RedirectProviders providers;

    ProviderButtons(RedirectProviders providers) {
        this.providers = providers;
    }

    @ModelAttribute("redirectProviders")
    List<RedirectProvider> redirectProviders() {
        return providers.all();
    }

    /**
     * Which message the sign-in page shows after a way back that led to no session; null for none. Only pages are asked: asking an API
     * request for a parameter could take its body away from the handler.
     */
    @ModelAttribute("providerProblem")
    @Nullable String problem(HttpServletRequest request) {
        if (ApiPaths.contain(request)) {
            return null;
        }
        String problem = request.getParameter("problem");
        return problem != null && PROBLEMS.contains(problem) ? "signin.provider." + problem : null;
    }
}
