package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.GroupAdministration;
import dev.berth.hub.administration.GroupChange;
import dev.berth.hub.user.Group;
import dev.berth.hub.user.Groups;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
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

/** Groups and their members (contract, section 2.7). */
@RestController
class GroupsApi {

    private static final int MAX_NAMES = 1_000;
    private static final int MAX_PROPERTIES = 64 * 1024;

    private final Groups groups;
    private final Access access;
    private final GroupAdministration administration;
    private final GroupModels models;
    private final ApiProperties properties;
    private final Links links;

    GroupsApi(
            Groups groups,
            Access access,
            GroupAdministration administration,
            GroupModels models,
            ApiProperties properties,
            Links links) {
        this.groups = groups;
        this.access = access;
        this.administration = administration;
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
        GroupChange change = administration.create(caller, names, users(body), request.getRemoteAddr());
        return Rejections.groups(change).stream()
                .map(name -> models.group(caller, group(name)))
                .toList();
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
        ApiBody body = ApiBody.of(request).only(Set.of("users", "name", "properties"));
        String inBody = body.text("name");
        if (inBody != null && !inBody.equals(group)) {
            throw ApiException.invalid("name must be omitted or equal to the name in the path");
        }
        JsonNode wanted = body.node().get("properties");
        String properties = wanted == null ? null : properties(wanted);
        GroupChange change = administration.create(caller, List.of(group), users(body), request.getRemoteAddr());
        String created = Rejections.groups(change).getFirst();
        if (properties != null) {
            groups.setProperties(created, properties, caller.actor(request.getRemoteAddr()));
        }
        return models.group(caller, group(created));
    }

    @DeleteMapping("/hub/api/groups/{group}")
    @RequiresScope("delete:groups")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String group, Caller caller, HttpServletRequest request) {
        var _ = Rejections.groups(administration.delete(caller, group, request.getRemoteAddr()));
    }

    @PostMapping("/hub/api/groups/{group}/users")
    @RequiresScope("groups")
    Map<String, @Nullable Object> add(@PathVariable String group, Caller caller, HttpServletRequest request) {
        return changed(administration.add(caller, group, members(request), request.getRemoteAddr()), caller);
    }

    @DeleteMapping("/hub/api/groups/{group}/users")
    @RequiresScope("groups")
    Map<String, @Nullable Object> remove(@PathVariable String group, Caller caller, HttpServletRequest request) {
        return changed(administration.remove(caller, group, members(request), request.getRemoteAddr()), caller);
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
            throw ApiException.invalid("A group's properties can have at most " + MAX_PROPERTIES + " characters");
        }
        return json;
    }

    private Map<String, @Nullable Object> changed(GroupChange change, Caller caller) {
        return models.group(caller, group(Rejections.groups(change).getFirst()));
    }

    private static List<String> members(HttpServletRequest request) {
        ApiBody body = ApiBody.required(request).only(Set.of("users"));
        if (!body.has("users")) {
            throw ApiException.invalid("Must specify users");
        }
        return users(body);
    }

    private static List<String> users(ApiBody body) {
        List<String> names = body.texts("users");
        if (names != null && names.size() > MAX_NAMES) {
            throw ApiException.invalid("At most " + MAX_NAMES + " users can be named at once");
        }
        return names == null ? List.of() : names;
    }

    private Group group(String name) {
        return groups.byName(name).orElseThrow(ApiException::hidden);
    }
}
