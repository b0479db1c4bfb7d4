package dev.berth.hub.oauth;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceClientId;
import dev.berth.hub.access.ServiceEvent;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.audit.Actor;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The end of a service ends the tokens of its visitors, in the same transaction; for a declared one, at the start of a hub without it. */
@Component
class EndedServices {

    private static final Actor POLICY = Actor.policy("service-end");

    private final Tokens tokens;
    private final Services services;

    EndedServices(Tokens tokens, Services services) {
        this.tokens = tokens;
        this.services = services;
    }

    @EventListener
    void on(ServiceEvent event) {
        if (event instanceof ServiceEvent.Removed(Service service) && service.client() != null) {
            var _ = tokens.revokeOfClient(service.client().id(), POLICY);
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() {
        tokens.clients().stream()
                .filter(ServiceClientId::isValid)
                .filter(client -> services.byClientId(client).isEmpty())
                .forEach(client -> {
                    var _ = tokens.revokeOfClient(client, POLICY);
                });
    }
}
