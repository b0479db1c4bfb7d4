package dev.berth.kit;

import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.Public;
import dev.berth.hub.api.ApiBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "roles")
@Public
final class RolesController {

    private final KitRoles roles;
    private final KitPermissions permissions;

    RolesController(KitRoles roles, KitPermissions permissions) {
        this.roles = roles;
        this.permissions = permissions;
    }

    @GetMapping
    Map<String, Object> all() {
        Map<String, Object> all = new TreeMap<>();
        roles.definitions().forEach((name, role) -> all.put(name, model(name, role)));
        return all;
    }

    @GetMapping("/{role}")
    Map<String, Object> show(@PathVariable String role) {
        return Optional.ofNullable(roles.definitions().get(role))
                .map(definition -> model(role, definition))
                .orElseThrow(() -> KitErrors.unknown("role", role));
    }

    @PutMapping("/{role}")
    Map<String, Object> define(@PathVariable String role, HttpServletRequest request) {
        if (KitRoles.isBuiltIn(role)) {
            throw KitErrors.notOffered("Berth cannot change the role \"" + role
                    + "\": the scopes of servers and of tokens are part of its code");
        }
        ApiBody body = ApiBody.required(request)
                .nullIsMissing("scopes", "description")
                .only(Set.of("name", "scopes", "description"));
        roles.define(
                role,
                new KitRoles.Definition(
                        Objects.requireNonNullElse(body.texts("scopes"), List.of()),
                        Objects.requireNonNullElse(body.text("description"), "")));
        permissions.changedForAll();
        return show(role);
    }

    @DeleteMapping("/{role}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String role) {
        if (!roles.remove(role)) {
            throw KitErrors.unknown("role", role);
        }
        permissions.changedForAll();
    }

    private static Map<String, Object> model(String name, KitRoles.Definition role) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", name);
        model.put("scopes", role.scopes());
        model.put("description", role.description());
        return model;
    }
}
