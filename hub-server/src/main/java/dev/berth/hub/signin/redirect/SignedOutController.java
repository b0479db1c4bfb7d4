package dev.berth.hub.signin.redirect;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.session.Answers;
import dev.berth.hub.web.Links;
import dev.berth.spi.identity.RedirectProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page after a sign-out: people who signed in with a provider may still be signed in there, and the next person at this browser could
 * sign in with one click. The page therefore links to the provider's own sign-out. It is a link because browsers apply a page's form-action
 * policy to the redirects of a form.
 */
@Controller
@Public
class SignedOutController {

    private final RedirectProviders providers;
    private final Answers answers;
    private final Links links;

    SignedOutController(RedirectProviders providers, Answers answers, Links links) {
        this.providers = providers;
        this.answers = answers;
        this.links = links;
    }

    @GetMapping("/hub/signed-out")
    String show(
            @RequestParam(defaultValue = "") String provider,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<RedirectProvider> known = providers.of(provider);
        URI back = URI.create(links.originOf(request) + links.url("/hub/login"));
        Optional<URI> page = known.flatMap(each -> each.signOutPage(back));
        if (page.isEmpty() || CallerAuthentication.current().isPresent()) {
            return answers.redirect(response, links.url("/hub/login"));
        }
        model.addAttribute("label", known.get().label());
        model.addAttribute("page", page.get().toString());
        return "signin/signed-out";
    }
}
