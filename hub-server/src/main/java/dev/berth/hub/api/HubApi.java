package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Principal;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.access.TokenCallers;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.spi.spawn.Spawner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Information about the hub and about the caller. */
@RestController
class HubApi {

    private final ApiProperties properties;
    private final ApiModels models;
    private final ServiceModels serviceModels;
    private final ServerDirectory servers;
    private final Groups groups;
    private final TokenCallers callers;
    private final Spawner spawner;

    HubApi(
            ApiProperties properties,
            ApiModels models,
            ServiceModels serviceModels,
            ServerDirectory servers,
            Groups groups,
            TokenCallers callers,
            Spawner spawner) {
        this.properties = properties;
        this.models = models;
        this.serviceModels = serviceModels;
        this.servers = servers;
        this.groups = groups;
        this.callers = callers;
        this.spawner = spawner;
    }

    /** Every single-user server calls this without a credential before it listens, so it must be public and cheap. */
    @GetMapping({"/hub/api", "/hub/api/"})
    @Public
    ResponseEntity<Map<String, String>> root() {
        return ResponseEntity.ok()
                .header("Access-Control-Allow-Origin", "*")
                .body(Map.of("version", properties.jupyterhubVersion()));
    }

    @GetMapping("/hub/api/info")
    @RequiresScope("read:hub")
    Map<String, Object> info() {
        return Map.of(
                "version", properties.jupyterhubVersion(),
                "python", "",
                "sys_executable", "",
                "spawner",
                        Map.of(
                                "class",
                                spawner.getClass().getName(),
                                "version",
                                String.valueOf(version(spawner.getClass()))),
                "authenticator",
                        Map.of("class", "dev.berth.hub.signin", "version", String.valueOf(version(HubApi.class))));
    }

    @GetMapping({"/hub/health", "/hub/api/health"})
    @Public
    ResponseEntity<Void> health() {
        return ResponseEntity.ok().build();
    }

    /** A single-user server calls this with its visitor's token and decides by {@code scopes}. */
    @GetMapping("/hub/api/user")
    @SignedIn
    Map<String, @Nullable Object> me(Caller caller) {
        Map<String, @Nullable Object> model = switch (caller.principal()) {
            case Principal.Person(User user) -> person(caller, user);
            case Principal.Program(Service service) -> serviceModels.service(caller, service);
        };
        model.put(
                "token_id",
                caller.credential().id().startsWith("a") ? caller.credential().id() : null);
        model.put("session_id", caller.credential().sessionId());
        model.put("scopes", caller.scopes().texts());
        return model;
    }

    private Map<String, @Nullable Object> person(Caller caller, User user) {
        List<String> memberOf = groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
        return models.user(caller, user, memberOf, servers.ofUser(user.id()), false);
    }

    /**
     * The owner of a token, for services of early JupyterHub versions; others call {@code /user} with the token in the header, because a
     * token in a path appears in logs. As in JupyterHub, the caller needs a separate credential, whose scopes decide what is visible.
     */
    @GetMapping("/hub/api/authorizations/token/{value}")
    @SignedIn
    Map<String, @Nullable Object> ownerOfToken(@PathVariable String value, Caller caller) {
        Caller owner = callers.find(value).orElseThrow(ApiException::hidden);
        return switch (owner.principal()) {
            case Principal.Person(User user) -> person(caller, user);
            case Principal.Program(Service service) -> serviceModels.service(caller, service);
        };
    }

    private static @Nullable String version(Class<?> type) {
        return type.getPackage().getImplementationVersion();
    }
}
