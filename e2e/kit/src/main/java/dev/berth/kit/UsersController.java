package dev.berth.kit;

import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.Public;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.user.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(ControlFilter.ROOT + "users/{user}")
@Public
final class UsersController {

    private static final String CONFIRMED = "auth_refreshed";
    private static final String ACTIVITY = "last_activity";

    private final KitUsers users;
    private final KitRoles roles;
    private final KitPermissions permissions;

    UsersController(KitUsers users, KitRoles roles, KitPermissions permissions) {
        this.users = users;
        this.roles = roles;
        this.permissions = permissions;
    }

    @GetMapping
    Map<String, @Nullable Object> show(@PathVariable("user") String name) {
        return model(users.require(name));
    }

    @PatchMapping
    Map<String, @Nullable Object> change(@PathVariable("user") String name, HttpServletRequest request) {
        User user = users.require(name);
        ApiBody body = ApiBody.required(request).only(Set.of("admin", "roles", ACTIVITY, CONFIRMED));
        Boolean admin = body.bool("admin");
        if (admin != null) {
            roles.keep(user);
            users.setAdmin(user, admin);
        }
        List<String> wanted = body.texts("roles");
        if (wanted != null) {
            roles.assign(user, wanted);
        }
        if (body.has(ACTIVITY)) {
            users.setLastActivity(user, time(body.nullIsMissing(ACTIVITY).text(ACTIVITY)));
        }
        if (body.has(CONFIRMED)) {
            confirm(user, body.node().path(CONFIRMED));
        }
        if (admin != null || wanted != null) {
            permissions.changed(List.of(user));
        }
        return model(users.require(name));
    }

    private void confirm(User user, JsonNode seconds) {
        if (!seconds.isNumber()) {
            throw ApiException.invalid(CONFIRMED + " must be a number of seconds");
        }
        if (!users.confirm(user, seconds.asDouble())) {
            throw ApiException.invalid(CONFIRMED + " belongs to sessions in Berth, and the user " + user.name()
                    + " does not have one. Sign in first");
        }
    }

    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw ApiException.invalid(ACTIVITY + " must be a time such as 2026-11-30T12:00:00Z");
        }
    }

    private Map<String, @Nullable Object> model(User user) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", user.name().value());
        model.put("roles", roles.direct(user));
        model.put("admin", user.admin());
        model.put(CONFIRMED, users.confirmed(user).orElse(null));
        model.put("has_auth_state", users.hasProviderState(user));
        return model;
    }
}
