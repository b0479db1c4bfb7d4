package dev.berth.hub.signin.factor;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.SessionCookies;
import dev.berth.hub.signin.PendingSignIns;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.user.User;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The step between authentication and session, for every provider. */
@Component
public class CodeStep {

    private final SecondFactors factors;
    private final PendingSignIns pending;
    private final SessionCookies cookies;
    private final Answers answers;
    private final NextPath next;
    private final Links links;

    CodeStep(
            SecondFactors factors,
            PendingSignIns pending,
            SessionCookies cookies,
            Answers answers,
            NextPath next,
            Links links) {
        this.factors = factors;
        this.pending = pending;
        this.cookies = cookies;
        this.answers = answers;
        this.next = next;
        this.links = links;
    }

    /** Redirects to the page for the code; the browser is recognized there by its cookie. */
    public String begin(
            SignInOutcome.CodeWanted wanted, HttpServletRequest request, HttpServletResponse response, String path) {
        pending.begin(cookies.visitor(request).orElseGet(() -> newVisitor(response)), wanted);
        return answers.redirect(response, links.url("/hub/login/code") + NextPath.parameter(path));
    }

    /** A browser that returns from a provider might not have a visitor cookie yet. */
    private String newVisitor(HttpServletResponse response) {
        String value = CredentialHash.newValue();
        cookies.visit(response, value);
        return CredentialHash.sha256(value);
    }

    String page(Model model, User user, String ticket, String path, @Nullable String message, CsrfToken xsrf) {
        if (!factors.has(user.id())) {
            SecondFactors.Offer offer = factors.offer(user, ticket);
            model.addAttribute("qr", QrCode.of(user, offer.secret()));
            model.addAttribute("ticket", offer.ticket());
        }
        model.addAttribute("next", path);
        model.addAttribute("message", message);
        model.addAttribute("xsrf", xsrf.getToken());
        return "signin/code";
    }

    /** Back to the beginning, for the same page. */
    String login(String path) {
        return links.url("/hub/login") + NextPath.parameter(path);
    }

    String refused() {
        return links.url("/hub/login?refused");
    }

    String after(String path, HttpServletRequest request) {
        return next.of(path, request);
    }
}
