package dev.berth.hub.server;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.replica.HubIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stops this hub at a person's request, in the same way and order as a signal does. */
@Component
public class HubShutdown {

    private static final Logger log = LoggerFactory.getLogger(HubShutdown.class);

    private final ConfigurableApplicationContext hub;
    private final ShutdownPolicy policy;
    private final HubIdentity identity;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    HubShutdown(
            ConfigurableApplicationContext hub,
            ShutdownPolicy policy,
            HubIdentity identity,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.hub = hub;
        this.policy = policy;
        this.identity = identity;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Begins to stop and returns; requests in progress are completed. Other hubs of the installation continue.
     *
     * @param servers whether servers stop with it, if it is the last hub; null to use the configuration
     */
    public void begin(@Nullable Boolean servers, Actor actor) {
        transactions.executeWithoutResult(transaction -> audit.record(new AuditEvent(
                AuditAction.HUB_SHUTDOWN,
                actor,
                new Target(Target.Kind.HUB, identity.id()),
                Map.of("servers", servers == null ? "as configured" : servers.toString()))));
        if (servers != null) {
            policy.takeAlong(servers);
        }
        log.info("{} has requested the shutdown of this hub", actor.name());
        // Not on a request's thread, because closing waits for requests.
        Thread.ofPlatform().name("hub-shutdown").start(hub::close);
    }
}
