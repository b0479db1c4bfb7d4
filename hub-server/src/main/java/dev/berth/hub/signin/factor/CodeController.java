package dev.berth.hub.signin.factor;

import dev.berth.hub.access.Public;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.PendingSignIns;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The step after the password: entering a code, or setting up an authenticator app. */
@Controller
@Public
class CodeController {

    private static final String WRONG = "signin.code.wrong";

    private final PendingSignIns pending;
    private final SecondFactors factors;
    private final SignIn signIn;
    private final Throttle throttle;
    private final SessionCookies cookies;
    private final Answers answers;
    private final CodeStep step;

    CodeController(
            PendingSignIns pending,
            SecondFactors factors,
            SignIn signIn,
            Throttle throttle,
            SessionCookies cookies,
            Answers answers,
            CodeStep step) {
        this.pending = pending;
        this.factors = factors;
        this.signIn = signIn;
        this.throttle = throttle;
        this.cookies = cookies;
        this.answers = answers;
        this.step = step;
    }

    @GetMapping("/hub/login/code")
    String show(
            @RequestParam(defaultValue = "") String next,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return cookies.visitor(request)
                .flatMap(pending::find)
                .map(who -> step.page(model, who.user(), "", next, null, xsrf))
                .orElseGet(() -> answers.redirect(response, step.login(next)));
    }

    @PostMapping("/hub/login/code")
    String submit(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String ticket,
            @RequestParam(defaultValue = "") String next,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<String> visitorHash = cookies.visitor(request);
        Optional<PendingSignIns.Pending> who = visitorHash.flatMap(pending::find);
        if (who.isEmpty() || !pending.attempt(visitorHash.get())) {
            return answers.redirect(response, step.login(next));
        }
        User user = who.get().user();
        Visitor visitor = Visitor.of(request);
        Throttle.Attempt attempt = throttle.attempt("code/" + user.name().value(), visitor.address());
        if (attempt.pause().isPresent()) {
            answers.tooMany(response, attempt.pause().get());
            return step.page(model, user, ticket, next, "signin.throttled", xsrf);
        }
        if (!right(user, code, ticket, visitor) || !pending.end(visitorHash.get())) {
            signIn.refused(
                    who.get().authenticated().identity().provider(),
                    user.name().value(),
                    "BAD_CODE",
                    "the second factor's code",
                    visitor);
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return step.page(model, user, ticket, next, WRONG, xsrf);
        }
        attempt.succeeded();
        return enter(who.get(), visitor, step.after(next, request), response);
    }

    /** People with a second factor enter a code; people without one set it up. */
    private boolean right(User user, String code, String ticket, Visitor visitor) {
        Actor actor = Actor.user(user.id(), user.name().value(), null, visitor.address());
        return code.length() <= 20
                && (factors.has(user.id()) ? factors.use(user, code) : factors.accept(user, ticket, code, actor));
    }

    private String enter(PendingSignIns.Pending who, Visitor visitor, String next, HttpServletResponse response) {
        return switch (signIn.complete(who, visitor)) {
            case SignInOutcome.Admitted(User user, IssuedSession session) -> {
                throttle.forget(Throttle.account(
                        who.authenticated().identity().provider(), user.name().value()));
                answers.signedIn(response, session);
                yield answers.redirect(response, next);
            }
            case SignInOutcome.CodeWanted _, SignInOutcome.Refused _ -> answers.redirect(response, step.refused());
        };
    }
}
