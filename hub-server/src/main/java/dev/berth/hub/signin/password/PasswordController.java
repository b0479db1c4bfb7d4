package dev.berth.hub.signin.password;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.web.Links;
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
    private final Links links;

    PasswordController(Passwords passwords, PasswordRules rules, LocalAccounts accounts, Answers answers, Links links) {
        this.passwords = passwords;
        this.rules = rules;
        this.accounts = accounts;
        this.answers = answers;
        this.links = links;
    }

    @GetMapping("/hub/password")
    String show(Caller caller, CsrfToken xsrf, Model model) {
        if (!accounts.has(caller.user())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return page(caller, xsrf, model, null);
    }

    @PostMapping("/hub/password")
    String submit(
            Caller caller,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            return switch (passwords.change(caller, current, password, repeated, Visitor.of(request))) {
                case Passwords.Outcome.Changed(IssuedSession session) -> {
                    answers.signedIn(response, session);
                    yield answers.redirect(response, links.url("/hub/home"));
                }
                case Passwords.Outcome.Wrong(String key) -> {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                    yield page(caller, xsrf, model, key);
                }
                case Passwords.Outcome.TooMany(Duration pause) -> {
                    answers.tooMany(response, pause);
                    yield page(caller, xsrf, model, "signin.throttled");
                }
            };
        } catch (TooBusyException busy) {
            answers.tooMany(response, Duration.ofSeconds(TooBusyException.RETRY_AFTER));
            return page(caller, xsrf, model, "signin.busy");
        }
    }

    private String page(Caller caller, CsrfToken xsrf, Model model, @Nullable String message) {
        model.addAttribute("due", caller.credential().restricted());
        model.addAttribute("message", message);
        model.addAttribute("minLength", rules.minLength());
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/password";
    }
}
