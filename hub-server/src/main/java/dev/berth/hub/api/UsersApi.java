package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserFilter;
import dev.berth.hub.user.UserQuery;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads users: the list and single users. */
@RestController
class UsersApi {

    private final UserDirectory users;
    private final Groups groups;
    private final ServerDirectory servers;
    private final Access access;
    private final ApiModels models;
    private final ApiProperties properties;
    private final Links links;

    UsersApi(
            UserDirectory users,
            Groups groups,
            ServerDirectory servers,
            Access access,
            ApiModels models,
            ApiProperties properties,
            Links links) {
        this.users = users;
        this.groups = groups;
        this.servers = servers;
        this.access = access;
        this.models = models;
        this.properties = properties;
        this.links = links;
    }

    @GetMapping("/hub/api/users")
    @RequiresScope(value = "list:users", filtersRows = true)
    ResponseEntity<Object> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(name = "name_filter", required = false) @Nullable String nameFilter,
            @RequestParam(defaultValue = "id") String sort,
            @RequestParam(name = "include_stopped_servers", required = false) @Nullable String stopped,
            Caller caller,
            HttpServletRequest request) {
        Paging paging = Paging.of(request, properties);
        UserQuery query = query(caller, state, nameFilter, sort, paging);
        long total = users.count(query);
        List<Map<String, @Nullable Object>> items = models(caller, users.list(query), stopped != null);
        return paging.answer(items, total, request, links.absolute(request, "/hub/api/users"));
    }

    @GetMapping("/hub/api/users/{name}")
    @RequiresScope({
        "read:users",
        "read:users:name",
        "read:servers",
        "read:users:groups",
        "read:users:activity",
        "read:roles:users"
    })
    Map<String, @Nullable Object> one(
            @PathVariable String name,
            @RequestParam(name = "include_stopped_servers", required = false) @Nullable String stopped,
            Caller caller) {
        // As in JupyterHub, the name in a path is not normalized.
        User user = users.byName(name)
                .filter(found -> found.name().value().equals(name))
                .orElseThrow(ApiException::hidden);
        return models(caller, List.of(user), stopped != null).getFirst();
    }

    private List<Map<String, @Nullable Object>> models(Caller caller, List<User> found, boolean stoppedToo) {
        List<Long> ids = found.stream().map(User::id).toList();
        Map<Long, List<String>> memberOf = groups.of(ids);
        Map<Long, List<ServerView>> owned =
                servers.ofUsers(ids).stream().collect(Collectors.groupingBy(ServerView::userId));
        return found.stream()
                .map(user -> models.user(
                        caller,
                        user,
                        memberOf.getOrDefault(user.id(), List.of()),
                        owned.getOrDefault(user.id(), List.of()),
                        stoppedToo))
                .toList();
    }

    private UserQuery query(
            Caller caller, @Nullable String state, @Nullable String nameFilter, String sort, Paging paging) {
        boolean descending = sort.startsWith("-");
        @Nullable String part = nameFilter == null || nameFilter.isEmpty()
                ? null
                : nameFilter.substring(0, Math.min(255, nameFilter.length()));
        return new UserQuery(
                new UserFilter(part, null, null, null, null, servers(state)),
                access.visibleUsers(caller, "list:users"),
                sortColumn(descending ? sort.substring(1) : sort),
                descending,
                paging.offset(),
                paging.limit());
    }

    private static UserFilter.@Nullable Servers servers(@Nullable String state) {
        return switch (state == null ? "" : state) {
            case "" -> null;
            case "active" -> UserFilter.Servers.ACTIVE;
            case "ready" -> UserFilter.Servers.READY;
            case "inactive" -> UserFilter.Servers.INACTIVE;
            default -> throw ApiException.invalid("Unrecognized state filter. Use active, ready or inactive");
        };
    }

    private static UserQuery.Sort sortColumn(String sort) {
        return switch (sort) {
            case "id" -> UserQuery.Sort.ID;
            case "name" -> UserQuery.Sort.NAME;
            case "last_activity" -> UserQuery.Sort.LAST_SEEN;
            default ->
                throw ApiException.invalid(
                        "Unrecognized sort. Use id, name or last_activity, with a - prefix to reverse the order");
        };
    }
}
