package dev.berth.hub.signin.password;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Choosing a new password; with a one-time password, no other page is accessible. */
@Controller
@SignedIn(beforeNewPassword = true)
class PasswordController {

    private final Passwords passwords;
    private final PasswordRules rules;
    private final LocalAccounts accounts;
    private final Answers answers;
    private final NextPath next;
    private final Links links;

    PasswordController(
            Passwords passwords,
            PasswordRules rules,
            LocalAccounts accounts,
            Answers answers,
            NextPath next,
            Links links) {
        this.passwords = passwords;
        this.rules = rules;
        this.accounts = accounts;
        this.answers = answers;
        this.next = next;
        this.links = links;
    }

    @GetMapping("/hub/password")
    String show(Caller caller, @RequestParam(defaultValue = "") String next, CsrfToken xsrf, Model model) {
        if (!accounts.has(caller.user())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return page(caller, next, xsrf, model, null);
    }

    @PostMapping("/hub/password")
    String submit(
            Caller caller,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            @RequestParam(name = "next", defaultValue = "") String wish,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            return switch (passwords.change(caller, current, password, repeated, Visitor.of(request))) {
                case Passwords.PasswordChange.Changed(IssuedSession session) -> {
                    answers.signedIn(response, session);
                    yield answers.redirect(response, next(caller, wish, request));
                }
                case Passwords.PasswordChange.Wrong(String key) -> {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                    yield page(caller, wish, xsrf, model, key);
                }
                case Passwords.PasswordChange.TooMany(Duration pause) -> {
                    answers.tooMany(response, pause);
                    yield page(caller, wish, xsrf, model, "signin.throttled");
                }
            };
        } catch (TooBusyException busy) {
            answers.tooMany(response, Duration.ofSeconds(TooBusyException.RETRY_AFTER));
            return page(caller, wish, xsrf, model, "signin.busy");
        }
    }

    /** A password that was due is the end of a sign-in; who changes it otherwise comes from the home page. */
    private String next(Caller caller, String wish, HttpServletRequest request) {
        return caller.credential().restricted()
                ? next.of(wish, request)
                : next.of(wish, request, links.url("/hub/home"));
    }

    private String page(Caller caller, String wish, CsrfToken xsrf, Model model, @Nullable String message) {
        model.addAttribute("next", wish);
        model.addAttribute("due", caller.credential().restricted());
        model.addAttribute("message", message);
        model.addAttribute("minLength", rules.minLength());
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/password";
    }
}
