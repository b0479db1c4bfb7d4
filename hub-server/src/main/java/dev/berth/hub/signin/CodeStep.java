package dev.berth.hub.signin;

import dev.berth.hub.user.User;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The step between password and session, for whichever way led to it. */
@Component
class CodeStep {

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

    /** Leads to the page for the code. Without the cookie of the form nobody could be known again there. */
    String begin(CodeWanted wanted, HttpServletRequest request, HttpServletResponse response, String path) {
        Optional<String> visitor = cookies.visitor(request);
        visitor.ifPresent(hash -> pending.begin(hash, wanted));
        String to = visitor.isEmpty()
                ? refused()
                : links.url("/hub/login/code") + "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        return answers.redirect(response, to);
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

    String login() {
        return links.url("/hub/login");
    }

    String refused() {
        return links.url("/hub/login?refused");
    }

    String after(String path) {
        return next.of(path);
    }
}
