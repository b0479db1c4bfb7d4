package dev.berth.hub.routing;

import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks up the addresses of services again, on one hub. */
@Component
class ServiceLoop extends RepeatedWork {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ServiceRoutes routes;
    private final LeaseRepository leases;
    private final HubIdentity hub;

    ServiceLoop(ServiceRoutes routes, LeaseRepository leases, HubIdentity hub) {
        super("service addresses", PAUSE, PAUSE);
        this.routes = routes;
        this.leases = leases;
        this.hub = hub;
    }

    @Override
    protected void turn() {
        if (leases.take("service-routes", hub.id(), PAUSE.multipliedBy(3))) {
            routes.update();
        }
    }
}
