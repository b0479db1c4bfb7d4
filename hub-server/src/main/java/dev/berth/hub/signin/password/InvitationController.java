package dev.berth.hub.signin.password;

import dev.berth.hub.access.Public;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.signin.factor.CodeStep;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind an invitation link. The code is in the fragment, and a script copies it into the form. */
@Controller
@Public
class InvitationController {

    private final Invitations invitations;
    private final PasswordRules rules;
    private final Throttle throttle;
    private final CodeStep step;
    private final Answers answers;
    private final Links links;

    InvitationController(
            Invitations invitations,
            PasswordRules rules,
            Throttle throttle,
            CodeStep step,
            Answers answers,
            Links links) {
        this.invitations = invitations;
        this.rules = rules;
        this.throttle = throttle;
        this.step = step;
        this.answers = answers;
        this.links = links;
    }

    @GetMapping("/hub/invite")
    String show(CsrfToken xsrf, Model model) {
        return page(model, xsrf, null);
    }

    @PostMapping("/hub/invite")
    String submit(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Visitor visitor = Visitor.of(request);
        Throttle.Attempt attempt = throttle.attemptFrom(visitor.address());
        if (attempt.pause().isPresent()) {
            answers.tooMany(response, attempt.pause().get());
            return page(model, xsrf, "signin.throttled");
        }
        try {
            return switch (invitations.accept(code, password, repeated, visitor)) {
                case Invitations.Acceptance.In(IssuedSession session) -> {
                    attempt.succeeded();
                    answers.signedIn(response, session);
                    yield answers.redirect(response, links.url("/hub/"));
                }
                case Invitations.Acceptance.Code(SignInOutcome.CodeWanted wanted) -> {
                    attempt.succeeded();
                    yield step.begin(wanted, request, response, "");
                }
                case Invitations.Acceptance.Wrong(String key) -> {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                    yield page(model, xsrf, key);
                }
            };
        } catch (TooBusyException busy) {
            attempt.giveBack();
            answers.tooMany(response, Duration.ofSeconds(TooBusyException.RETRY_AFTER));
            return page(model, xsrf, "signin.busy");
        }
    }

    private String page(Model model, CsrfToken xsrf, @Nullable String message) {
        model.addAttribute("message", message);
        model.addAttribute("minLength", rules.minLength());
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/invite";
    }
}
