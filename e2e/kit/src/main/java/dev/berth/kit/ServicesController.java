package dev.berth.kit;

import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.KitServices;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceClientId;
import dev.berth.hub.access.ServiceEvent;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.service.KitServiceProcesses;
import dev.berth.hub.service.ServiceProcesses;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "services/{service}")
@Public
final class ServicesController {

    private static final String SCOPES = "oauth_client_allowed_scopes";

    private final KitServices services;
    private final KitRoles roles;
    private final KitPermissions permissions;
    private final ServiceProcesses processes;
    private final Links links;
    private final KitServiceProcesses programs;
    private final ApplicationEventPublisher events;

    ServicesController(
            KitServices services,
            KitRoles roles,
            KitPermissions permissions,
            ServiceProcesses processes,
            Links links,
            KitServiceProcesses programs,
            ApplicationEventPublisher events) {
        this.programs = programs;
        this.services = services;
        this.roles = roles;
        this.permissions = permissions;
        this.processes = processes;
        this.links = links;
        this.events = events;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> declare(@PathVariable("service") String name, HttpServletRequest request) {
        ServiceEntry entry = ServiceEntry.of(name, ApiBody.of(request));
        if (entry.start()) {
            requireCommand(entry.service());
        }
        services.declare(entry.service(), entry.token());
        roles.forgetService(name);
        // Its listeners bring the routes into line with all services.
        events.publishEvent(new ServiceEvent.Added(entry.service()));
        run(entry.service(), entry.start());
        permissions.changedForServices();
        return model(entry.service());
    }

    @GetMapping
    Map<String, @Nullable Object> show(@PathVariable("service") String name) {
        return model(require(name));
    }

    @PatchMapping
    Map<String, @Nullable Object> change(@PathVariable("service") String name, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("roles", "display", SCOPES, "start"));
        Service service = require(name);
        Boolean start = body.bool("start");
        if (Boolean.TRUE.equals(start)) {
            requireCommand(service);
        }
        List<String> wanted = body.texts("roles");
        if (wanted != null) {
            roles.assignToService(name, wanted);
        }
        Boolean display = body.bool("display");
        List<String> scopes = body.texts(SCOPES);
        if (display != null || scopes != null) {
            change(service, display, scopes);
        }
        if (start != null) {
            run(require(name), start);
        }
        permissions.changedForServices();
        return show(name);
    }

    private void change(Service service, @Nullable Boolean display, @Nullable List<String> scopes) {
        if (!services.isOfTest(service.name())) {
            throw new IllegalArgumentException(
                    "The service \"" + service.name() + "\" was not declared with PUT, so it cannot be changed here");
        }
        services.change(new Service(
                service.name(),
                service.displayName(),
                service.description(),
                service.admin(),
                service.url(),
                service.account(),
                display == null ? service.display() : display,
                service.info(),
                scopes == null ? service.client() : client(service, scopes),
                service.command(),
                service.declared()));
    }

    private static Service.Client client(Service service, List<String> scopes) {
        Service.Client client = service.client();
        return client == null
                ? new Service.Client(ServiceClientId.of(service.name()), null, true, scopes)
                : new Service.Client(client.id(), client.redirectUri(), client.confirm(), scopes);
    }

    private Service require(String name) {
        return services.byName(name).orElseThrow(() -> KitErrors.unknown("service", name));
    }

    private static void requireCommand(Service service) {
        if (service.command() == null) {
            throw new IllegalArgumentException("The service \"" + service.name() + "\" has no command to start");
        }
    }

    private void run(Service service, boolean start) {
        try {
            if (start) {
                programs.start(service);
            } else {
                programs.end(service.name());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Map<String, @Nullable Object> model(Service service) {
        String prefix = service.path().map(links::url).orElse("");
        Service.Client client = service.client();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", service.name());
        model.put("pid", processes.pid(service));
        model.put(
                "command",
                service.command() == null ? List.of() : service.command().words());
        model.put("url", service.url() == null ? "" : service.url());
        model.put("prefix", prefix);
        model.put("href", prefix);
        model.put("display", service.display());
        model.put("api_token", services.declaredToken(service.name()).orElse(null));
        model.put("oauth_client_id", client == null ? ServiceClientId.of(service.name()) : client.id());
        model.put("oauth_no_confirm", client != null && !client.confirm());
        model.put("oauth_available", client != null);
        model.put(SCOPES, client == null ? List.of() : client.allowedScopes());
        model.put("roles", roles.of(service));
        return model;
    }
}
