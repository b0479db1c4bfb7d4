package dev.berth.kit;

import dev.berth.hub.access.KitRoles;
import dev.berth.hub.access.Public;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.user.Groups;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(ControlFilter.ROOT + "groups/{group}")
@Public
final class GroupsController {

    private final Groups groups;
    private final KitRoles roles;
    private final KitPermissions permissions;

    GroupsController(Groups groups, KitRoles roles, KitPermissions permissions) {
        this.groups = groups;
        this.roles = roles;
        this.permissions = permissions;
    }

    @GetMapping
    Map<String, Object> show(@PathVariable String group) {
        if (!groups.exists(group)) {
            throw KitErrors.unknown("group", group);
        }
        return Map.of("name", group, "roles", roles.ofGroup(group));
    }

    @PatchMapping
    Map<String, Object> change(@PathVariable String group, HttpServletRequest request) {
        show(group);
        List<String> wanted = ApiBody.required(request).only(Set.of("roles")).texts("roles");
        if (wanted != null) {
            roles.assignToGroup(group, wanted);
            permissions.changedForAll();
        }
        return show(group);
    }
}
