package dev.berth.hub.monitor;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.RefusedSignIn;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what was recorded after the commit: audit events, and sign-ins by outcome. */
@Component
class AuditMeters {

    private final MeterRegistry meters;

    AuditMeters(MeterRegistry meters) {
        this.meters = meters;
        for (AuditAction action : AuditAction.values()) {
            meters.counter(Metric.AUDIT_EVENTS.meter(), "action", action.name());
        }
    }

    @TransactionalEventListener
    void recorded(AuditEvent event) {
        meters.counter(Metric.AUDIT_EVENTS.meter(), "action", event.action().name())
                .increment();
        if (event.action() == AuditAction.SIGNED_IN) {
            signIn(event, "ADMITTED");
        }
    }

    /** Also those that only a summary records. */
    @TransactionalEventListener
    void refused(RefusedSignIn refused) {
        signIn(refused.event(), refused.event().detail().getOrDefault("reason", "OTHER"));
    }

    private void signIn(AuditEvent event, String outcome) {
        String provider = event.detail().getOrDefault("provider", "unknown");
        meters.counter(Metric.SIGN_INS.meter(), "provider", provider, "outcome", outcome)
                .increment();
    }
}
