package dev.berth.hub.monitor;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
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
        } else if (event.action() == AuditAction.SIGN_IN_REFUSED) {
            signIn(event, event.detail().getOrDefault("reason", "OTHER"));
        }
    }

    private void signIn(AuditEvent event, String outcome) {
        String provider = event.detail().getOrDefault("provider", "unknown");
        meters.counter(Metric.SIGN_INS.meter(), "provider", provider, "outcome", outcome)
                .increment();
    }
}
