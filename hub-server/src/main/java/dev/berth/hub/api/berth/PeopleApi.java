package dev.berth.hub.api.berth;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.UserAdministration;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.Rejections;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserFilter;
import dev.berth.hub.user.UserQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users with information that JupyterHub's model does not contain: whether the account is active, the UID and its origin, identities. */
@RestController
class PeopleApi {

    private final UserDirectory users;
    private final UserAdministration administration;
    private final Groups groups;
    private final Access access;
    private final PeopleModels models;

    PeopleApi(
            UserDirectory users, UserAdministration administration, Groups groups, Access access, PeopleModels models) {
        this.users = users;
        this.administration = administration;
        this.groups = groups;
        this.access = access;
        this.models = models;
    }

    @GetMapping("/hub/api/berth/users")
    @RequiresScope(value = "list:users", filtersRows = true)
    Map<String, Object> list(Caller caller, HttpServletRequest request) {
        UserQuery query = query(caller, new ApiQuery(request));
        List<User> found = users.list(query);
        Map<Long, List<String>> memberOf =
                groups.of(found.stream().map(User::id).toList());
        return Pages.of(
                found.stream()
                        .map(user -> models.user(user, memberOf.getOrDefault(user.id(), List.of())))
                        .toList(),
                users.count(query),
                query.offset(),
                query.limit());
    }

    @GetMapping("/hub/api/berth/users/{name}")
    @RequiresScope("read:users")
    Map<String, @Nullable Object> one(@PathVariable String name) {
        return detailed(user(name));
    }

    @PostMapping("/hub/api/berth/users/{name}/disable")
    @RequiresScope("admin:users")
    Map<String, @Nullable Object> disable(@PathVariable String name, Caller caller, HttpServletRequest request) {
        return detailed(Rejections.user(administration.disable(caller, user(name), request.getRemoteAddr())));
    }

    @PostMapping("/hub/api/berth/users/{name}/enable")
    @RequiresScope("admin:users")
    Map<String, @Nullable Object> enable(@PathVariable String name, Caller caller, HttpServletRequest request) {
        return detailed(Rejections.user(administration.enable(caller, user(name), request.getRemoteAddr())));
    }

    private UserQuery query(Caller caller, ApiQuery parameters) {
        UserFilter filter = new UserFilter(
                null,
                parameters.text("search"),
                parameters.bool("active"),
                parameters.bool("admin"),
                parameters.text("group"),
                parameters.choice("servers", UserFilter.Servers.class));
        UserQuery.Sort sort = parameters.choice("sort", UserQuery.Sort.class);
        return new UserQuery(
                filter,
                access.visibleUsers(caller, "list:users"),
                sort == null ? UserQuery.Sort.NAME : sort,
                Boolean.TRUE.equals(parameters.bool("descending")),
                Pages.offset(parameters),
                Pages.limit(parameters));
    }

    private Map<String, @Nullable Object> detailed(User user) {
        List<String> memberOf = groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
        Map<String, @Nullable Object> model = new LinkedHashMap<>(models.user(user, memberOf));
        model.put("uid_origin", ApiQuery.lower(users.uidOrigin(user.id())));
        model.put(
                "identities",
                users.identities(user.id()).stream().map(PeopleModels::identity).toList());
        return model;
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
