package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.Group;
import dev.berth.hub.user.GroupName;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Groups and who is in them (contract, section 2.7). */
@RestController
class GroupsApi {

    private static final int MAX_NAMES = 1_000;
    private static final int MAX_PROPERTIES = 64 * 1024;

    private final Groups groups;
    private final UserDirectory users;
    private final Access access;
    private final Elevation elevation;
    private final GroupModels models;
    private final ApiProperties properties;
    private final Links links;

    GroupsApi(
            Groups groups,
            UserDirectory users,
            Access access,
            Elevation elevation,
            GroupModels models,
            ApiProperties properties,
            Links links) {
        this.groups = groups;
        this.users = users;
        this.access = access;
        this.elevation = elevation;
        this.models = models;
        this.properties = properties;
        this.links = links;
    }

    @GetMapping("/hub/api/groups")
    @RequiresScope(value = "list:groups", filtersRows = true)
    ResponseEntity<Object> list(Caller caller, HttpServletRequest request) {
        Paging paging = Paging.of(request, properties);
        Set<String> visible = access.visibleGroups(caller, "list:groups");
        List<Map<String, @Nullable Object>> items = groups.page(visible, paging.offset(), paging.limit()).stream()
                .map(group -> models.group(caller, group))
                .toList();
        return paging.answer(items, groups.count(visible), request, links.absolute(request, "/hub/api/groups"));
    }

    @PostMapping("/hub/api/groups")
    @RequiresScope("admin:groups")
    @ResponseStatus(HttpStatus.CREATED)
    List<Map<String, @Nullable Object>> createMany(Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("groups", "users"));
        List<String> names = body.texts("groups");
        if (names == null || names.isEmpty() || names.size() > MAX_NAMES) {
            throw ApiException.invalid("Must specify at least one group to create, and at most " + MAX_NAMES);
        }
        names.forEach(GroupsApi::requireName);
        Set<UserName> members = users(body);
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.removeIf(groups::exists);
        if (wanted.isEmpty()) {
            throw new ApiException(409, "All " + names.size() + " groups already exist");
        }
        // All or nothing: the first that is refused must not leave others behind.
        wanted.forEach(name -> requireNoElevation(caller, name, members, request));
        List<Map<String, @Nullable Object>> created = new ArrayList<>();
        wanted.forEach(name -> created.add(create(name, members, caller, request)));
        return created;
    }

    @GetMapping("/hub/api/groups/{group}")
    @RequiresScope({"read:groups", "read:groups:name", "read:roles:groups"})
    Map<String, @Nullable Object> one(@PathVariable String group, Caller caller) {
        return models.group(caller, group(group));
    }

    @PostMapping("/hub/api/groups/{group}")
    @RequiresScope("admin:groups")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(@PathVariable String group, Caller caller, HttpServletRequest request) {
        requireName(group);
        ApiBody body = ApiBody.of(request).only(Set.of("users", "name", "properties"));
        String inBody = body.text("name");
        if (inBody != null && !inBody.equals(group)) {
            throw ApiException.invalid("name must be left out, or be the same as in the path");
        }
        Set<UserName> members = users(body);
        JsonNode wanted = body.node().get("properties");
        String properties = wanted == null ? null : properties(wanted);
        if (groups.exists(group)) {
            throw new ApiException(409, "Group " + group + " already exists");
        }
        requireNoElevation(caller, group, members, request);
        Map<String, @Nullable Object> created = create(group, members, caller, request);
        if (properties == null) {
            return created;
        }
        groups.setProperties(group, properties, caller.actor(request.getRemoteAddr()));
        return models.group(caller, group(group));
    }

    @DeleteMapping("/hub/api/groups/{group}")
    @RequiresScope("delete:groups")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String group, Caller caller, HttpServletRequest request) {
        if (!groups.delete(group, caller.actor(request.getRemoteAddr()))) {
            throw ApiException.hidden();
        }
    }

    @PostMapping("/hub/api/groups/{group}/users")
    @RequiresScope("groups")
    Map<String, @Nullable Object> add(@PathVariable String group, Caller caller, HttpServletRequest request) {
        return change(group, members(request), Set.of(), caller, request);
    }

    @DeleteMapping("/hub/api/groups/{group}/users")
    @RequiresScope("groups")
    Map<String, @Nullable Object> remove(@PathVariable String group, Caller caller, HttpServletRequest request) {
        return change(group, Set.of(), members(request), caller, request);
    }

    @PutMapping("/hub/api/groups/{group}/properties")
    @RequiresScope("groups")
    Map<String, @Nullable Object> properties(@PathVariable String group, Caller caller, HttpServletRequest request) {
        String json = properties(ApiBody.required(request).node());
        Group known = group(group);
        groups.setProperties(known.name(), json, caller.actor(request.getRemoteAddr()));
        return models.group(caller, group(group));
    }

    private static String properties(JsonNode properties) {
        if (!properties.isObject()) {
            throw ApiException.invalid("properties must be an object");
        }
        String json = properties.toString();
        if (json.length() > MAX_PROPERTIES) {
            throw ApiException.invalid("A group's properties have at most " + MAX_PROPERTIES + " characters");
        }
        return json;
    }

    private Map<String, @Nullable Object> create(
            String name, Set<UserName> members, Caller caller, HttpServletRequest request) {
        Actor actor = caller.actor(request.getRemoteAddr());
        if (!groups.create(name, actor)) {
            throw new ApiException(409, "Group " + name + " already exists");
        }
        groups.change(name, members, Set.of(), actor);
        return models.group(caller, group(name));
    }

    private Map<String, @Nullable Object> change(
            String group, Set<UserName> in, Set<UserName> out, Caller caller, HttpServletRequest request) {
        String name = group(group).name();
        requireNoElevation(caller, name, in, request);
        groups.change(name, in, out, caller.actor(request.getRemoteAddr()));
        return models.group(caller, group(name));
    }

    private void requireNoElevation(Caller caller, String group, Set<UserName> added, HttpServletRequest request) {
        if (!added.isEmpty()) {
            elevation.refuseGroup(caller, group, request.getRemoteAddr()).ifPresent(above -> {
                throw new ApiException(403, "Nobody was added to group " + group + ". " + above.reason());
            });
        }
    }

    private Set<UserName> members(HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("users"));
        if (!body.has("users")) {
            throw ApiException.invalid("Must specify users");
        }
        return users(body);
    }

    /** Whoever is named must exist: a misspelt name must not be left out in silence. */
    private Set<UserName> users(ApiBody body) {
        List<String> names = body.texts("users");
        if (names == null) {
            return Set.of();
        }
        if (names.size() > MAX_NAMES) {
            throw ApiException.invalid("At most " + MAX_NAMES + " users can be named at once");
        }
        Set<UserName> found = new HashSet<>();
        for (String name : names) {
            found.add(users.byName(name)
                    .map(User::name)
                    .orElseThrow(() -> ApiException.invalid("No such user: " + shown(name))));
        }
        return found;
    }

    private static void requireName(String name) {
        String problem = GroupName.problem(name);
        if (problem != null) {
            throw ApiException.invalid(problem);
        }
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private Group group(String name) {
        return groups.byName(name).orElseThrow(ApiException::hidden);
    }
}
