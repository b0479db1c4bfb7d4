package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Target;
import dev.berth.hub.service.ServiceProcess;
import dev.berth.hub.service.ServiceProcesses;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The services, and the programs of those that hubs start. */
@Controller
class ServicesController {

    private static final int SHOWN_LINES = 200;

    private final Services services;
    private final ServiceProcesses processes;
    private final Roles roles;
    private final Access access;
    private final Notices notices;
    private final Links links;

    ServicesController(
            Services services, ServiceProcesses processes, Roles roles, Access access, Notices notices, Links links) {
        this.services = services;
        this.processes = processes;
        this.roles = roles;
        this.access = access;
        this.notices = notices;
        this.links = links;
    }

    /**
     * A service with its visible attributes.
     *
     * @param roles null if the caller cannot see them
     * @param whole whether the caller can see its other attributes
     * @param page where it is opened; null if it does not have pages
     * @param process null if hubs do not start it, or have not yet
     * @param changes whether the caller can start and stop it, and see its output
     */
    record Shown(
            Service service,
            @Nullable List<String> roles,
            boolean whole,
            @Nullable String page,
            @Nullable ServiceProcess process,
            boolean changes) {}

    @GetMapping("/hub/admin/services")
    @RequiresScope(value = "list:services", filtersRows = true)
    String list(Caller caller, Model model) {
        model.addAttribute(
                "services",
                services.all().stream()
                        .filter(service -> may(caller, "list:services", service))
                        .map(service -> shown(caller, service))
                        .toList());
        return "console/services";
    }

    @GetMapping("/hub/admin/services/{service}")
    @RequiresScope("admin:services")
    String output(
            @PathVariable String service,
            @RequestParam(defaultValue = "") String notice,
            Caller caller,
            Model model,
            Locale locale) {
        notices.show(notice, model, locale);
        Service found = services.byName(service)
                .filter(each -> each.command() != null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("shown", shown(caller, found));
        model.addAttribute("output", processes.output(service, SHOWN_LINES));
        return "console/service";
    }

    @PostMapping("/hub/admin/services/{service}/start")
    @RequiresScope("admin:services")
    String start(@PathVariable String service, HttpServletRequest request) {
        return want(service, true, request);
    }

    @PostMapping("/hub/admin/services/{service}/stop")
    @RequiresScope("admin:services")
    String stop(@PathVariable String service, HttpServletRequest request) {
        return want(service, false, request);
    }

    private String want(String service, boolean running, HttpServletRequest request) {
        if (!processes.want(service, running, People.me().actor(request.getRemoteAddr()))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return notices.redirect(
                "/hub/admin/services/" + service,
                running ? "console.done.serviceStarted" : "console.done.serviceStopped");
    }

    private Shown shown(Caller caller, Service service) {
        boolean whole = may(caller, "read:services", service);
        return new Shown(
                service,
                whole || may(caller, "read:roles:services", service) ? roles.of(service) : null,
                whole,
                service.path().map(links::url).orElse(null),
                whole && service.command() != null
                        ? processes.find(service.name()).orElse(null)
                        : null,
                service.command() != null && may(caller, "admin:services", service));
    }

    private boolean may(Caller caller, String scope, Service service) {
        return access.allows(caller, scope, new Target.OfService(service.name()));
    }
}
