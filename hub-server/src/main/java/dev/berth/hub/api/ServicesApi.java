package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceChange;
import dev.berth.hub.access.ServiceRegistration;
import dev.berth.hub.access.Services;
import dev.berth.hub.access.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Services (contract, section 2.7). Those that are in the configuration are changed and removed there. */
@RestController
class ServicesApi {

    private final Services services;
    private final ServiceRegistration registration;
    private final Access access;
    private final ServiceModels models;

    ServicesApi(Services services, ServiceRegistration registration, Access access, ServiceModels models) {
        this.services = services;
        this.registration = registration;
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
    ResponseEntity<Object> create(@PathVariable String service, Caller caller, HttpServletRequest request) {
        ServiceBody body = ServiceBody.of(service, ApiBody.required(request));
        ServiceChange change = registration.add(body.service(), body.token(), caller, request.getRemoteAddr());
        return ResponseEntity.status(HttpStatus.CREATED).body(models.service(caller, done(service, change)));
    }

    /** As in JupyterHub, the response to a success is 200 with an empty body. */
    @DeleteMapping("/hub/api/services/{service}")
    @RequiresScope("admin:services")
    void delete(@PathVariable String service, Caller caller, HttpServletRequest request) {
        var _ = done(service, registration.remove(service, caller, request.getRemoteAddr()));
    }

    private static Service done(String name, ServiceChange change) {
        return switch (change) {
            case ServiceChange.Done(Service service) -> service;
            case ServiceChange.AlreadyExists() ->
                throw new ApiException(409, "Service " + name + " or its oauth_client_id already exists");
            case ServiceChange.NotFound() -> throw ApiException.hidden();
            case ServiceChange.Declared() ->
                throw new ApiException(405, "Service " + name + " is not modifiable at runtime");
            case ServiceChange.Invalid(String problem) -> throw ApiException.invalid(problem);
            case ServiceChange.MissingScopes(Set<String> scopes) ->
                throw ApiException.invalid("Not assigning requested scopes that you do not have: "
                        + String.join(", ", new TreeSet<>(scopes)));
        };
    }

    private Service service(String name) {
        return services.byName(name).orElseThrow(ApiException::hidden);
    }
}
