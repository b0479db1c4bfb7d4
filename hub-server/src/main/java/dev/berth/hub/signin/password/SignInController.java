package dev.berth.hub.signin.password;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.signin.factor.CodeStep;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Navigation;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private static final String PAGE = "signin/login";

    private final PasswordSignIn passwords;
    private final Directories directories;
    private final SignInProperties properties;
    private final CodeStep step;
    private final BrowserSessions sessions;
    private final Answers answers;
    private final NextPath next;
    private final Links links;

    SignInController(
            PasswordSignIn passwords,
            Directories directories,
            SignInProperties properties,
            CodeStep step,
            BrowserSessions sessions,
            Answers answers,
            NextPath next,
            Links links) {
        this.passwords = passwords;
        this.directories = directories;
        this.properties = properties;
        this.step = step;
        this.sessions = sessions;
        this.answers = answers;
        this.next = next;
        this.links = links;
    }

    @GetMapping("/hub/login")
    String show(
            @RequestParam(defaultValue = "") String next,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (CallerAuthentication.current().isPresent()) {
            return answers.redirect(response, this.next.of(next, request));
        }
        return page(model, next, new Typed("", ""), null, xsrf);
    }

    @PostMapping("/hub/login")
    String submit(
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Visitor visitor = Visitor.of(request);
        String way = provider.isEmpty() ? choices(provider).chosen() : provider;
        String name = UserName.of(username).map(UserName::value).orElse("");
        Typed typed = new Typed(way, name);
        return switch (passwords.attempt(way, username, password, visitor)) {
            case PasswordSignIn.Result.In(IssuedSession session) -> {
                answers.signedIn(response, session);
                yield answers.redirect(response, this.next.of(next, request));
            }
            case PasswordSignIn.Result.Code(SignInOutcome.CodeWanted wanted) ->
                step.begin(wanted, request, response, next);
            case PasswordSignIn.Result.Wrong() -> {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                yield page(model, next, typed, "signin.wrong", xsrf);
            }
            case PasswordSignIn.Result.Down() -> {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                yield page(model, next, typed, "signin.down", xsrf);
            }
            case PasswordSignIn.Result.TooMany(Duration pause) -> {
                answers.tooMany(response, pause);
                yield page(model, next, typed, "signin.throttled", xsrf);
            }
            case PasswordSignIn.Result.Busy(Duration pause) -> {
                answers.tooMany(response, pause);
                yield page(model, next, typed, "signin.busy", xsrf);
            }
        };
    }

    /**
     * JupyterLab's menu opens this address, and so do our pages without scripts. Any other site may link to it, or send a browser there, so
     * from elsewhere it asks first.
     */
    @GetMapping("/hub/logout")
    String confirmSignOut(CsrfToken xsrf, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (CallerAuthentication.current().isEmpty()) {
            return answers.redirect(response, links.url("/hub/login"));
        }
        if (Navigation.isFromInstallation(request, links)) {
            return signOut(request, response);
        }
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/logout";
    }

    @PostMapping("/hub/logout")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        String provider =
                CallerAuthentication.current().flatMap(sessions::provider).orElse(SignInProperties.LOCAL);
        CallerAuthentication.current().ifPresent(caller -> sessions.signOut(caller, request.getRemoteAddr()));
        answers.signedOut(response);
        String next = provider.equals(SignInProperties.LOCAL) ? "/hub/login" : "/hub/signed-out?provider=" + provider;
        return answers.redirect(response, links.url(next));
    }

    private Choices choices(String wanted) {
        List<Directories.Choice> offered = directories.choices();
        boolean known = wanted.equals(SignInProperties.LOCAL) || directories.has(wanted);
        return new Choices(offered, known ? wanted : properties.defaultProvider());
    }

    /**
     * The choices for signing in with a password.
     *
     * @param directories those beside the built-in accounts
     * @param chosen id of the selected one
     */
    record Choices(List<Directories.Choice> directories, String chosen) {}

    private String page(Model model, String next, Typed typed, @Nullable String message, CsrfToken xsrf) {
        Choices choices = choices(typed.provider());
        model.addAttribute("next", next);
        model.addAttribute("username", typed.name());
        model.addAttribute("directories", choices.directories());
        model.addAttribute("chosen", choices.chosen());
        model.addAttribute("message", message);
        model.addAttribute("xsrf", xsrf.getToken());
        return PAGE;
    }

    /** The values with which the form is filled again. */
    private record Typed(String provider, String name) {}
}
