package dev.berth.hub.signin.redirect;

import dev.berth.hub.keys.Sealing;
import dev.berth.hub.session.SessionCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps sign-ins in progress in the browser, sealed: at most four, for four tabs. A fifth replaces the oldest.
 */
@Component
class FlowCookies {

    /** How long a person can take at the provider. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** A browser may drop a cookie of more than 4096 bytes (RFC 6265, section 6.1). */
    private static final int MOST = 3_800;

    private final SessionCookies cookies;
    private final Sealing sealing;
    private final InstantSource clock;

    FlowCookies(SessionCookies cookies, Sealing sealing, InstantSource clock) {
        this.cookies = cookies;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Keeps one; a next page that is too long to store is dropped. */
    void keep(HttpServletRequest request, HttpServletResponse response, Flow flow) {
        String place = place(request);
        String value = value(place, flow);
        if (value.length() > MOST) {
            value = value(place, new Flow(flow.provider(), flow.state(), flow.kept(), "", flow.until()));
        }
        cookies.keepFlow(response, place, value, LIFETIME);
    }

    /** Removes and returns the sign-in with this state; empty if the browser does not have it or it has expired. */
    Optional<Flow> take(HttpServletRequest request, HttpServletResponse response, String state) {
        for (String place : cookies.flows()) {
            Optional<Flow> flow = flow(request, place).filter(each -> same(each.state(), state));
            if (flow.isPresent()) {
                cookies.keepFlow(response, place, "", Duration.ZERO);
                return flow.filter(each -> clock.instant().isBefore(each.end()));
            }
        }
        return Optional.empty();
    }

    private String place(HttpServletRequest request) {
        return cookies.flows().stream()
                .min(Comparator.comparingLong(
                        (String place) -> flow(request, place).map(Flow::until).orElse(0L)))
                .orElseThrow();
    }

    private String value(String place, Flow flow) {
        byte[] sealed = sealing.seal(Sealing.FLOW, place, JsonMapper.shared().writeValueAsString(flow));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private Optional<Flow> flow(HttpServletRequest request, String place) {
        try {
            return cookies.flow(request, place)
                    .filter(value -> value.length() <= MOST)
                    .map(value -> Base64.getUrlDecoder().decode(value))
                    .flatMap(bytes -> sealing.open(Sealing.FLOW, place, bytes))
                    .map(text -> JsonMapper.shared().readValue(text, Flow.class));
        } catch (IllegalArgumentException | JacksonException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
