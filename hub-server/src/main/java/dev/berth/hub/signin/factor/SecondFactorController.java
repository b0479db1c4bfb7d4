package dev.berth.hub.signin.factor;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.session.Answers;
import dev.berth.hub.signin.Admission;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own second factor. Removing it requires a code, because an open browser is not sufficient. */
@Controller
@SignedIn
class SecondFactorController {

    private static final String WRONG = "signin.code.wrong";

    private final SecondFactors factors;
    private final Admission admission;
    private final UserDirectory users;
    private final Throttle throttle;
    private final Answers answers;
    private final Links links;

    SecondFactorController(
            SecondFactors factors,
            Admission admission,
            UserDirectory users,
            Throttle throttle,
            Answers answers,
            Links links) {
        this.factors = factors;
        this.admission = admission;
        this.users = users;
        this.throttle = throttle;
        this.answers = answers;
        this.links = links;
    }

    @GetMapping("/hub/second-factor")
    String show(Caller caller, CsrfToken xsrf, Model model) {
        return page(caller.user(), "", null, xsrf, model);
    }

    @PostMapping("/hub/second-factor")
    String set(
            Caller caller,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String ticket,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return change(
                caller,
                ticket,
                xsrf,
                request,
                response,
                model,
                () -> code.length() <= 20
                        && policy(caller.user()) != SignInProperties.SecondFactor.OFF
                        && factors.accept(caller.user(), ticket, code, caller.actor(request.getRemoteAddr())));
    }

    @PostMapping("/hub/second-factor/remove")
    String remove(
            Caller caller,
            @RequestParam(defaultValue = "") String code,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return change(
                caller,
                "",
                xsrf,
                request,
                response,
                model,
                () -> code.length() <= 20
                        && policy(caller.user()) != SignInProperties.SecondFactor.REQUIRED
                        && factors.use(caller.user(), code)
                        && factors.remove(caller.user(), caller.actor(request.getRemoteAddr())));
    }

    private String change(
            Caller caller,
            String ticket,
            CsrfToken xsrf,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            java.util.function.BooleanSupplier change) {
        Throttle.Attempt attempt = throttle.attempt("code/" + caller.name(), request.getRemoteAddr());
        if (attempt.pause().isPresent()) {
            answers.tooMany(response, attempt.pause().get());
            return page(caller.user(), ticket, "signin.throttled", xsrf, model);
        }
        if (!change.getAsBoolean()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(caller.user(), ticket, WRONG, xsrf, model);
        }
        attempt.succeeded();
        return answers.redirect(response, links.url("/hub/second-factor"));
    }

    private String page(User user, String ticket, @Nullable String message, CsrfToken xsrf, Model model) {
        boolean has = factors.has(user.id());
        model.addAttribute("has", has);
        model.addAttribute("policy", policy(user).name());
        model.addAttribute("message", message);
        model.addAttribute("xsrf", xsrf.getToken());
        if (!has) {
            SecondFactors.Offer offer = factors.offer(user, ticket);
            model.addAttribute("qr", QrCode.of(user, offer.secret()));
            model.addAttribute("ticket", offer.ticket());
        }
        return "signin/factor";
    }

    /** The strictest policy of all providers with which this person signs in. */
    private SignInProperties.SecondFactor policy(User user) {
        return users.identities(user.id()).stream()
                .map(identity -> admission.secondFactor(identity.provider(), user))
                .max(java.util.Comparator.naturalOrder())
                .orElse(SignInProperties.SecondFactor.OWN);
    }
}
