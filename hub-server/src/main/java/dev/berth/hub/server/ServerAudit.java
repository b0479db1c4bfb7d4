package dev.berth.hub.server;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.spi.spawn.Failure;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Records what happens to servers, in the same transaction. */
@Component
class ServerAudit {

    private final AuditLog audit;

    ServerAudit(AuditLog audit) {
        this.audit = audit;
    }

    @EventListener
    void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.Requested requested ->
                record(
                        AuditAction.SERVER_START_WANTED,
                        actor("server"),
                        requested.userName(),
                        requested.serverName(),
                        Map.of("profile", requested.profile(), "by", requested.by()));
            case ServerEvent.Answers answers ->
                record(
                        AuditAction.SERVER_STARTED,
                        Actor.policy("reconciler"),
                        answers.userName(),
                        answers.serverName(),
                        Map.of("generation", Long.toString(answers.route().generation())));
            case ServerEvent.Ended ended -> ended(ended);
            case ServerEvent.Removed removed ->
                record(
                        AuditAction.SERVER_REMOVED,
                        actor("server"),
                        removed.userName(),
                        removed.serverName(),
                        Map.of("by", removed.by()));
            case ServerEvent.Described described ->
                changed(described.userName(), described.serverName(), Map.of("by", described.by()));
            case ServerEvent.Renamed renamed ->
                changed(renamed.userName(), renamed.serverName(), Map.of("by", renamed.by(), "from", renamed.from()));
            case ServerEvent.Withdrawn _ -> {}
        }
    }

    private void changed(String user, String server, Map<String, String> detail) {
        record(AuditAction.SERVER_CHANGED, actor("server"), user, server, detail);
    }

    private void ended(ServerEvent.Ended ended) {
        Failure failure = ended.failure();
        AuditAction action = switch (failure.code()) {
            case IDLE, TOO_OLD -> AuditAction.SERVER_CULLED;
            case REQUESTED, USER_DISABLED, HUB_SHUTDOWN -> AuditAction.SERVER_STOP_WANTED;
            case EXITED -> AuditAction.SERVER_STOPPED;
            default -> AuditAction.SERVER_FAILED;
        };
        record(
                action,
                ended.by() == null ? Actor.policy("reconciler") : actor(ended.by()),
                ended.userName(),
                ended.serverName(),
                Map.of("reason", failure.code().name(), "text", failure.detail()));
    }

    private void record(AuditAction action, Actor actor, String user, String server, Map<String, String> detail) {
        audit.record(new AuditEvent(action, actor, Target.server(user, server), detail));
    }

    /** The person whose request is handled by this thread, or a policy of the hub. */
    private static Actor actor(String policy) {
        String address = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : null;
        return CallerAuthentication.current()
                .map(caller -> caller.actor(address))
                .orElseGet(() -> Actor.policy(policy));
    }
}
