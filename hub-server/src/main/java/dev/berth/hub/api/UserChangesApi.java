package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.UserAdministration;
import dev.berth.hub.administration.UserChange;
import dev.berth.hub.server.ServerActivity;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Creates, changes and deletes users, and accepts the activity reports of their servers. */
@RestController
class UserChangesApi {

    private static final int MAX_NAMES = 1_000;

    /** How far in the future a reported time can be, as in JupyterHub. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(59);

    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Groups groups;
    private final UserAdministration administration;
    private final ServerDirectory servers;
    private final ServerActivity activity;
    private final ApiModels models;

    UserChangesApi(
            UserDirectory users,
            UserAccounts accounts,
            Groups groups,
            UserAdministration administration,
            ServerDirectory servers,
            ServerActivity activity,
            ApiModels models) {
        this.users = users;
        this.accounts = accounts;
        this.groups = groups;
        this.administration = administration;
        this.servers = servers;
        this.activity = activity;
        this.models = models;
    }

    @PostMapping("/hub/api/users")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.CREATED)
    List<Map<String, @Nullable Object>> createMany(Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("usernames", "admin"));
        List<String> names = body.texts("usernames");
        if (names == null || names.isEmpty() || names.size() > MAX_NAMES) {
            throw ApiException.invalid("Must specify at least one user to create, and at most " + MAX_NAMES);
        }
        boolean admin = Boolean.TRUE.equals(body.bool("admin"));
        // A new account does not have groups or servers.
        return Rejections.users(administration.create(caller, names, admin, request.getRemoteAddr())).stream()
                .map(user -> models.user(caller, user, List.of(), List.of(), false))
                .toList();
    }

    @PostMapping("/hub/api/users/{name}")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(@PathVariable String name, Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.of(request).only(Set.of("admin", "name"));
        requireSameName(name, body);
        boolean admin = Boolean.TRUE.equals(body.bool("admin"));
        UserChange change = administration.create(caller, List.of(name), admin, request.getRemoteAddr());
        return model(caller, Rejections.user(change));
    }

    @PatchMapping("/hub/api/users/{name}")
    @RequiresScope("admin:users")
    Map<String, @Nullable Object> change(@PathVariable String name, Caller caller, HttpServletRequest request) {
        // JupyterHub and its clients use null if there isn't any state.
        ApiBody body = ApiBody.required(request)
                .only(Set.of("name", "admin", "groups", "roles", "auth_state"))
                .nullIsMissing("auth_state");
        User user = user(name);
        for (String key : List.of("groups", "roles", "auth_state")) {
            if (body.has(key)) {
                throw ApiException.invalid(
                        key + " cannot be changed here. Use the group calls for groups; roles come from the"
                                + " configuration, and auth_state is not stored");
            }
        }
        String newName = body.text("name");
        Boolean admin = body.bool("admin");
        UserChange change = administration.change(caller, user, newName, admin, request.getRemoteAddr());
        return model(caller, Rejections.user(change));
    }

    @DeleteMapping("/hub/api/users/{name}")
    @RequiresScope("delete:users")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name, Caller caller, HttpServletRequest request) {
        var _ = Rejections.user(administration.delete(caller, user(name), request.getRemoteAddr()));
    }

    @PostMapping("/hub/api/users/{name}/activity")
    @RequiresScope("users:activity")
    ResponseEntity<Void> activity(@PathVariable String name, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).nullIsMissing("last_activity", "servers");
        User user = user(name);
        String last = body.text("last_activity");
        JsonNode reported = body.node().path("servers");
        if (!reported.isObject() && !reported.isMissingNode()) {
            throw ApiException.invalid("servers must be an object");
        }
        if (last == null && !reported.isObject()) {
            throw ApiException.invalid("body must contain at least one of `last_activity` or `servers`");
        }
        Instant userTime = last == null ? null : time(last);
        // Everything is validated before any of it takes effect.
        Map<String, Instant> times = new LinkedHashMap<>();
        reported.properties().forEach(server -> times.put(server.getKey(), time(server.getValue())));
        times.forEach((server, time) -> {
            // In JupyterHub, everybody has a default server, even one that was never started.
            if (!activity.reported(user.id(), server, time) && !server.isEmpty()) {
                throw ApiException.invalid("No such server '" + shown(server) + "' for user " + name);
            }
        });
        if (userTime != null) {
            accounts.seen(user.id(), userTime);
        }
        return ResponseEntity.ok().build();
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static Instant time(JsonNode server) {
        return time(server.path("last_activity").asString(""));
    }

    private static Instant time(String text) {
        Instant time = ApiTime.parse(text);
        if (time.isAfter(Instant.now().plus(CLOCK_SKEW))) {
            throw ApiException.invalid("last_activity is more than 59 minutes in the future: " + time);
        }
        return time;
    }

    /** The path names the user; a body that names a different one is an error that cannot be resolved. */
    private static void requireSameName(String name, ApiBody body) {
        String inBody = body.text("name");
        if (inBody != null && !UserName.normalised(inBody).equals(UserName.normalised(name))) {
            throw ApiException.invalid("name must be omitted or equal to the name in the path");
        }
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }

    private Map<String, @Nullable Object> model(Caller caller, User user) {
        List<String> memberOf = groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
        return models.user(caller, user, memberOf, servers.ofUser(user.id()), false);
    }
}
