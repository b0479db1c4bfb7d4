package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.Target;
import dev.berth.hub.service.ServiceProcesses;
import dev.berth.hub.web.Links;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** JupyterHub's model of a service, with the attributes that the caller's scopes make visible. */
@Component
class ServiceModels {

    private final Access access;
    private final Roles roles;
    private final Links links;
    private final ServiceProcesses processes;

    ServiceModels(Access access, Roles roles, Links links, ServiceProcesses processes) {
        this.access = access;
        this.roles = roles;
        this.links = links;
        this.processes = processes;
    }

    Map<String, @Nullable Object> service(Caller caller, Service service) {
        Target target = new Target.OfService(service.name());
        boolean all = access.allows(caller, "read:services", target);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", "service");
        model.put("name", service.name());
        model.put("admin", service.admin());
        if (access.allows(caller, "read:roles:services", target)) {
            model.put("roles", roles.of(service));
        }
        if (all) {
            model.put("url", service.url() == null ? "" : service.url());
            model.put("prefix", service.path().map(links::url).orElse(""));
            model.put(
                    "command",
                    service.command() == null ? List.of() : service.command().words());
            model.put("pid", processes.pid(service));
            model.put("info", service.info());
            model.put("display", service.display());
        }
        return model;
    }
}
