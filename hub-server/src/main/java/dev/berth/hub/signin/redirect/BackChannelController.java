package dev.berth.hub.signin.redirect;

import dev.berth.hub.access.Public;
import dev.berth.hub.signin.ProviderSessions;
import dev.berth.hub.signin.SingleUses;
import dev.berth.hub.signin.Throttle;
import dev.berth.spi.identity.RedirectProvider;
import dev.berth.spi.identity.RedirectProvider.Notice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The endpoint at which providers announce that their sessions have ended (OpenID Connect Back-Channel Logout 1.0, section 2.5). Responds
 * when the hub's sessions have ended as well and every proxy has applied it, so that the provider can rely on it.
 */
@Controller
@Public
class BackChannelController {

    private static final Logger log = LoggerFactory.getLogger(BackChannelController.class);
    private static final int MOST = 16_384;

    private final RedirectProviders providers;
    private final ProviderSessions sessions;
    private final SingleUses singleUses;
    private final Throttle throttle;

    BackChannelController(
            RedirectProviders providers, ProviderSessions sessions, SingleUses singleUses, Throttle throttle) {
        this.providers = providers;
        this.sessions = sessions;
        this.singleUses = singleUses;
        this.throttle = throttle;
    }

    @PostMapping(path = "/hub/oauth_backchannel/{provider}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Map<String, String>> notice(
            @PathVariable String provider,
            @RequestParam(name = "logout_token", defaultValue = "") String token,
            HttpServletRequest request) {
        Optional<RedirectProvider> known = providers.of(provider);
        if (known.isEmpty() || token.isEmpty() || token.length() > MOST) {
            return refused(request, "no provider of that name, or no logout_token of at most " + MOST + " characters");
        }
        return switch (known.get().notice(token)) {
            case Notice.Ended ended -> ended(provider, ended, request);
            case Notice.Refused(String why) -> refused(request, why);
            case Notice.Unavailable(String why) -> {
                log.warn("A logout token of provider {} cannot be checked: {}", provider, why);
                yield answer(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("error", "temporarily_unavailable"));
            }
        };
    }

    /** The token is marked as used at the end: if a hub dies earlier, the provider sends the token again, and the rest is ended. */
    private ResponseEntity<Map<String, String>> ended(String provider, Notice.Ended ended, HttpServletRequest request) {
        String use = "logout " + provider + " " + ended.id();
        if (singleUses.isUsed(use)) {
            return refused(request, "the same logout token again");
        }
        int count = sessions.endAll(provider, ended.subject(), ended.session(), "signed out at the provider");
        singleUses.use(use, ended.until());
        log.info("Provider {} ended {} sessions", provider, count);
        return answer(HttpStatus.OK).build();
    }

    /** Invalid tokens count against the address; valid ones never do, however many people sign out at the same time. */
    private ResponseEntity<Map<String, String>> refused(HttpServletRequest request, String why) {
        boolean tooMany = throttle.attemptFrom(request.getRemoteAddr()).pause().isPresent();
        if (!tooMany) {
            log.info("A logout token from {} was refused: {}", request.getRemoteAddr(), why);
        }
        return answer(tooMany ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.BAD_REQUEST)
                .body(Map.of("error", "invalid_request"));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore());
    }
}
