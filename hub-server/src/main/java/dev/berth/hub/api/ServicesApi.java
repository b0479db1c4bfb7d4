package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Declared services (contract, section 2.7). They are created and removed in the configuration. */
@RestController
class ServicesApi {

    private final Services services;
    private final Access access;
    private final ServiceModels models;

    ServicesApi(Services services, Access access, ServiceModels models) {
        this.services = services;
        this.access = access;
        this.models = models;
    }

    @GetMapping("/hub/api/services")
    @RequiresScope(value = "list:services", filtersRows = true)
    Map<String, Object> list(Caller caller) {
        Map<String, Object> visible = new LinkedHashMap<>();
        services.all().stream()
                .filter(service -> access.allows(caller, "list:services", new Target.OfService(service.name())))
                .forEach(service -> visible.put(service.name(), models.service(caller, service)));
        return visible;
    }

    @GetMapping("/hub/api/services/{service}")
    @RequiresScope({"read:services", "read:services:name", "read:roles:services"})
    Map<String, @Nullable Object> one(@PathVariable String service, Caller caller) {
        return models.service(caller, service(service));
    }

    @PostMapping("/hub/api/services/{service}")
    @RequiresScope("admin:services")
    void create(@PathVariable String service) {
        if (services.byName(service).isPresent()) {
            throw new ApiException(409, "Service " + service + " already exists");
        }
        throw new ApiException(405, "Services are declared in the configuration, under berth.access.services");
    }

    /** JupyterHub's response for a service from its configuration. */
    @DeleteMapping("/hub/api/services/{service}")
    @RequiresScope("admin:services")
    void delete(@PathVariable String service) {
        throw new ApiException(
                405, "Service " + service(service).name() + " is declared in the configuration. Remove it there");
    }

    private Service service(String name) {
        return services.byName(name).orElseThrow(ApiException::hidden);
    }
}
