package dev.berth.hub.share;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The audit events of this package: the target is the server. */
@Component
class ShareRecord {

    private final AuditLog audit;

    ShareRecord(AuditLog audit) {
        this.audit = audit;
    }

    void of(AuditAction action, Actor actor, SharedServer server, Recipient recipient, Set<String> names) {
        of(action, actor, server, names, Map.of(recipient.kind().text(), recipient.name()));
    }

    void of(AuditAction action, Actor actor, SharedServer server, Set<String> names, Map<String, String> more) {
        Map<String, String> detail = new HashMap<>(more);
        if (!names.isEmpty()) {
            detail.put("scopes", String.join(" ", new TreeSet<>(names)));
        }
        AuditEvent.Target target = AuditEvent.Target.server(server.owner(), server.name());
        audit.record(new AuditEvent(action, actor, target, detail));
    }
}
