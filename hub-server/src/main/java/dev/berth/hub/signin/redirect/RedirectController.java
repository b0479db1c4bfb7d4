package dev.berth.hub.signin.redirect;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.session.Answers;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.SingleUses;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.signin.factor.CodeStep;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.spi.identity.RedirectProvider;
import dev.berth.spi.identity.RedirectProvider.Arrival;
import dev.berth.spi.identity.RedirectProvider.Departure;
import dev.berth.spi.identity.RedirectProvider.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Redirects to a provider and handles the callback, at JupyterHub's addresses. */
@Controller
@Public
class RedirectController {

    private static final Logger log = LoggerFactory.getLogger(RedirectController.class);
    private static final int MOST = 4_096;

    private final RedirectProviders providers;
    private final FlowCookies flows;
    private final SingleUses singleUses;
    private final SignIn signIn;
    private final Throttle throttle;
    private final CodeStep step;
    private final Answers answers;
    private final NextPath next;
    private final Links links;
    private final InstantSource clock;

    RedirectController(
            RedirectProviders providers,
            FlowCookies flows,
            SingleUses singleUses,
            SignIn signIn,
            Throttle throttle,
            CodeStep step,
            Answers answers,
            NextPath next,
            Links links,
            InstantSource clock) {
        this.providers = providers;
        this.flows = flows;
        this.singleUses = singleUses;
        this.signIn = signIn;
        this.throttle = throttle;
        this.step = step;
        this.answers = answers;
        this.next = next;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping("/hub/oauth_login")
    String depart(
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (CallerAuthentication.current().isPresent()) {
            return answers.redirect(response, this.next.of(next, request));
        }
        Optional<RedirectProvider> chosen = providers.chosen(provider);
        if (chosen.isEmpty()) {
            return answers.redirect(response, links.url("/hub/login") + NextPath.parameter(next));
        }
        return switch (chosen.get().depart(providers.callback(chosen.get(), request))) {
            case Departure.Away away -> {
                long until = clock.instant().plus(FlowCookies.LIFETIME).getEpochSecond();
                flows.keep(
                        request,
                        response,
                        new Flow(
                                chosen.get().provider(),
                                away.state(),
                                away.kept(),
                                this.next.of(next, request, ""),
                                until));
                yield answers.redirect(response, away.page().toString());
            }
            case Departure.Unavailable(String why) -> unavailable(response, chosen.get(), why, next);
        };
    }

    @GetMapping({"/hub/oauth_callback", "/hub/oauth_callback/{provider}"})
    String arrive(@PathVariable Optional<String> provider, HttpServletRequest request, HttpServletResponse response) {
        Visitor visitor = Visitor.of(request);
        Map<String, String> parameters = parameters(request);
        Optional<Flow> flow = flows.take(request, response, parameters.getOrDefault("state", ""));
        Optional<RedirectProvider> known = flow.flatMap(each -> providers.of(each.provider()))
                .filter(each -> provider.isEmpty() || provider.get().equals(each.provider()));
        if (flow.isEmpty() || known.isEmpty()) {
            return back(response, "expired", flow.map(Flow::next).orElse(""));
        }
        Throttle.Attempt attempt = throttle.attemptFrom(visitor.address());
        if (attempt.pause().isPresent()) {
            return back(response, "throttled", flow.get().next());
        }
        if (!singleUses.use("sign-in " + flow.get().state(), flow.get().end())) {
            signIn.refused(
                    known.get().provider(), "(unknown)", "STATE_USED", "this sign-in was already completed", visitor);
            return back(response, "expired", flow.map(Flow::next).orElse(""));
        }
        return arrived(attempt, known.get(), flow.get(), parameters, visitor, request, response);
    }

    private String arrived(
            Throttle.Attempt attempt,
            RedirectProvider provider,
            Flow flow,
            Map<String, String> parameters,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (provider.arrive(new Arrival(flow.kept(), flow.state(), parameters))) {
            case Outcome.Vouched vouched ->
                switch (signIn.admit(vouched.identity(), visitor, terms(vouched))) {
                    case SignInOutcome.Admitted admitted -> {
                        attempt.giveBack();
                        answers.signedIn(response, admitted.session());
                        yield answers.redirect(response, next.of(flow.next(), request));
                    }
                    case SignInOutcome.CodeWanted wanted -> {
                        attempt.giveBack();
                        yield step.begin(wanted, request, response, flow.next());
                    }
                    case SignInOutcome.Refused _ -> back(response, "refused", flow.next());
                };
            case Outcome.Refused(String code, String why) -> {
                signIn.refused(provider.provider(), "(unknown)", code, why, visitor);
                yield back(response, "refused", flow.next());
            }
            case Outcome.Unavailable(String why) -> {
                attempt.giveBack();
                yield unavailable(response, provider, why, flow.next());
            }
        };
    }

    private static SessionTerms terms(Outcome.Vouched vouched) {
        return new SessionTerms(vouched.memory(), vouched.session(), vouched.until());
    }

    private String unavailable(HttpServletResponse response, RedirectProvider provider, String why, String next) {
        log.warn("Provider {} cannot be reached for a sign-in: {}", provider.provider(), why);
        return back(response, "unavailable", next);
    }

    /** Redirects to the sign-in page, which only shows that the sign-in failed and the general reason, and leads to the same page as before. */
    private String back(HttpServletResponse response, String problem, String next) {
        String wanted = NextPath.parameter(next).replace('?', '&');
        return answers.redirect(response, links.url("/hub/login?problem=" + problem) + wanted);
    }

    /** The parameters that occur once (RFC 6749, section 3.1: none may be repeated) and are not too long. */
    private static Map<String, String> parameters(HttpServletRequest request) {
        Map<String, String> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length == 1 && values[0].length() <= MOST) {
                parameters.put(name, values[0]);
            }
        });
        return parameters;
    }
}
