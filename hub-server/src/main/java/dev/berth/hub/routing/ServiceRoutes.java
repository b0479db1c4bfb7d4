package dev.berth.hub.routing;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceEvent;
import dev.berth.hub.access.Services;
import dev.berth.spi.route.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the routes to services as configured. The hub that started last has the newest configuration, so each hub does it once at its start;
 * afterwards only the one with the lease, because names can get other addresses.
 */
@Component
class ServiceRoutes {

    private final Services services;
    private final ServiceAddresses addresses;
    private final RouteTable table;
    private final RouteRepository routes;
    private final TransactionTemplate transactions;

    ServiceRoutes(
            Services services,
            ServiceAddresses addresses,
            RouteTable table,
            RouteRepository routes,
            TransactionTemplate transactions) {
        this.services = services;
        this.addresses = addresses;
        this.table = table;
        this.routes = routes;
        this.transactions = transactions;
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() {
        update();
    }

    @EventListener
    void on(ServiceEvent event) {
        switch (event) {
            case ServiceEvent.Added _ -> update();
            case ServiceEvent.Removed _ -> {}
            case ServiceEvent.Withdrawn(Service service) -> table.removeService(Service.path(service.name()));
        }
    }

    /** Adds, changes and removes routes until they are as they should be. A service whose address is not known right now keeps its route. */
    void update() {
        Map<String, Optional<Route>> wanted = new HashMap<>();
        services.all().stream()
                .filter(service -> service.url() != null)
                .forEach(service -> wanted.put(service.name(), addresses.route(service)));
        Map<String, Route> current = routes.ofServices();
        boolean right = current.keySet().equals(wanted.keySet())
                && wanted.entrySet().stream()
                        .allMatch(each -> each.getValue()
                                .map(route -> route.equals(current.get(each.getKey())))
                                .orElse(true));
        if (!right) {
            transactions.executeWithoutResult(_ -> change(wanted, current));
        }
    }

    private void change(Map<String, Optional<Route>> wanted, Map<String, Route> current) {
        current.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> table.removeService(Service.path(name)));
        wanted.forEach((name, known) -> known.filter(route -> !route.equals(current.get(name)))
                .ifPresent(route -> table.putService(name, route)));
    }
}
