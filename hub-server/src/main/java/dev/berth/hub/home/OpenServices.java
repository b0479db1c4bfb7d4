package dev.berth.hub.home;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Target;
import dev.berth.hub.web.Links;
import java.util.List;
import org.springframework.stereotype.Component;

/** The services that a person can open, for the home page. */
@Component
class OpenServices {

    private final Services services;
    private final Access access;
    private final Links links;

    OpenServices(Services services, Access access, Links links) {
        this.services = services;
        this.access = access;
        this.links = links;
    }

    /** A service and the address of its page. */
    record Entry(String displayName, String description, String href) {}

    List<Entry> of(Caller person) {
        return services.all().stream()
                .filter(Service::display)
                .filter(service -> access.allows(person, "access:services", new Target.OfService(service.name())))
                .flatMap(service -> service.path().stream()
                        .map(path -> new Entry(service.displayName(), service.description(), links.url(path))))
                .toList();
    }
}
