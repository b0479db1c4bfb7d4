package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Target;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.signin.IdentityLinks;
import dev.berth.hub.signin.factor.SecondFactors;
import dev.berth.hub.user.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** How a user signs in, and the rule that allowed or rejected each attempt. */
@Component
class SignInPanel {

    private static final int ATTEMPTS = 10;

    private final AuditTrail audit;
    private final Access access;
    private final SecondFactors factors;
    private final IdentityLinks links;

    SignInPanel(AuditTrail audit, Access access, SecondFactors factors, IdentityLinks links) {
        this.audit = audit;
        this.access = access;
        this.factors = factors;
        this.links = links;
    }

    void fill(User user, Caller me, Model model) {
        boolean reads = access.allows(me, "read:audit", new Target.OfHub());
        model.addAttribute("attempts", reads ? attempts(user.name().value()) : List.of());
        model.addAttribute("hasFactor", factors.has(user.id()));
        model.addAttribute("providers", links.providers());
    }

    private List<Attempt> attempts(String name) {
        return Stream.of(AuditAction.SIGNED_IN, AuditAction.SIGN_IN_REFUSED)
                .flatMap(action -> audit.page(new AuditQuery(name, action, null, null, null, null, ATTEMPTS)).stream())
                .sorted(Comparator.comparing(Recorded::at).reversed())
                .limit(ATTEMPTS)
                .map(Attempt::of)
                .toList();
    }

    /**
     * One attempt to sign in.
     *
     * @param at the time
     * @param code why it was rejected; null if it succeeded
     * @param provider the provider
     * @param rule the rule or response that was decisive
     * @param subject the provider's key for the person, if it authenticated them
     * @param address the address from which it came
     */
    record Attempt(
            Instant at,
            @Nullable String code,
            @Nullable String provider,
            @Nullable String rule,
            @Nullable String subject,
            @Nullable String address) {

        static Attempt of(Recorded event) {
            Map<String, String> detail = event.event().detail();
            return new Attempt(
                    event.at(),
                    detail.get("reason"),
                    detail.get("provider"),
                    detail.get("rule"),
                    detail.get("subject"),
                    event.event().actor().address());
        }
    }
}
