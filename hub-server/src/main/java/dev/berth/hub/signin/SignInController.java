package dev.berth.hub.signin;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.spi.identity.ExternalIdentity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sign-in and sign-out in a browser. */
@Controller
@Public
class SignInController {

    private static final Logger log = LoggerFactory.getLogger(SignInController.class);
    private static final String PAGE = "signin/login";

    private final ProviderManager providers;
    private final SignIn signIn;
    private final Throttle throttle;
    private final BrowserSessions sessions;
    private final Answers answers;
    private final NextPath next;
    private final Links links;

    SignInController(
            java.util.List<AuthenticationProvider> providers,
            SignIn signIn,
            Throttle throttle,
            BrowserSessions sessions,
            Answers answers,
            NextPath next,
            Links links) {
        this.providers = new ProviderManager(providers);
        this.signIn = signIn;
        this.throttle = throttle;
        this.sessions = sessions;
        this.answers = answers;
        this.next = next;
        this.links = links;
    }

    @GetMapping("/hub/login")
    String show(
            @RequestParam(defaultValue = "") String next, CsrfToken xsrf, HttpServletResponse response, Model model) {
        if (CallerAuthentication.current().isPresent()) {
            return answers.redirect(response, this.next.of(next));
        }
        return page(model, next, "", null, xsrf);
    }

    @PostMapping("/hub/login")
    String submit(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Visitor visitor = Visitor.of(request);
        String name = UserName.of(username).map(UserName::value).orElse("");
        Optional<Duration> wait = throttle.attempt(name, visitor.address());
        if (wait.isPresent()) {
            answers.tooMany(response, wait.get());
            return page(model, next, name, "signin.throttled", xsrf);
        }
        try {
            SignInOutcome outcome = authenticate(name, username, password, visitor);
            if (outcome instanceof SignInOutcome.Admitted admitted) {
                throttle.succeeded(name);
                answers.signedIn(response, admitted.session());
                return answers.redirect(response, this.next.of(next));
            }
        } catch (TooBusyException busy) {
            answers.tooMany(response, Duration.ofSeconds(TooBusyException.RETRY_AFTER));
            return page(model, next, name, "signin.busy", xsrf);
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        return page(model, next, name, "signin.wrong", xsrf);
    }

    @GetMapping("/hub/logout")
    String confirmSignOut(CsrfToken xsrf, HttpServletResponse response, Model model) {
        if (CallerAuthentication.current().isEmpty()) {
            return answers.redirect(response, links.url("/hub/login"));
        }
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/logout";
    }

    @PostMapping("/hub/logout")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        String provider =
                CallerAuthentication.current().flatMap(sessions::provider).orElse(LocalAccounts.PROVIDER);
        CallerAuthentication.current().ifPresent(caller -> sessions.signOut(caller, request.getRemoteAddr()));
        answers.signedOut(response);
        String next = provider.equals(LocalAccounts.PROVIDER) ? "/hub/login" : "/hub/signed-out?provider=" + provider;
        return answers.redirect(response, links.url(next));
    }

    private SignInOutcome authenticate(String name, String typed, String password, Visitor visitor) {
        try {
            Object principal = providers
                    .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password))
                    .getPrincipal();
            if (principal instanceof ExternalIdentity identity) {
                return signIn.admit(identity, visitor);
            }
            throw new BadCredentialsException("no provider vouches for this person");
        } catch (TooBusyException busy) {
            throw busy;
        } catch (AuthenticationException wrong) {
            String claimed = name.isEmpty() ? "(no name: " + typed.length() + " characters)" : name;
            log.info("Sign-in refused for \"{}\" from {}", claimed, visitor.address());
            signIn.refused(LocalAccounts.PROVIDER, claimed, "BAD_CREDENTIALS", visitor);
            return new SignInOutcome.Refused("BAD_CREDENTIALS");
        }
    }

    private static String page(Model model, String next, String name, @Nullable String message, CsrfToken xsrf) {
        model.addAttribute("next", next);
        model.addAttribute("username", name);
        model.addAttribute("message", message);
        model.addAttribute("xsrf", xsrf.getToken());
        return PAGE;
    }
}
