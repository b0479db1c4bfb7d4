package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Target;
import dev.berth.hub.user.Group;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** JupyterHub's model of a group, with the attributes that the caller's scopes make visible. */
@Component
class GroupModels {

    private final Access access;
    private final Roles roles;

    GroupModels(Access access, Roles roles) {
        this.access = access;
        this.roles = roles;
    }

    Map<String, @Nullable Object> group(Caller caller, Group group) {
        Target target = new Target.OfGroup(group.name());
        boolean all = access.allows(caller, "read:groups", target);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", "group");
        model.put("name", group.name());
        if (access.allows(caller, "read:roles:groups", target)) {
            model.put("roles", roles.ofGroup(group.name()));
        }
        if (all) {
            model.put("users", group.members());
            model.put("properties", JsonMapper.shared().readTree(group.properties()));
        }
        return model;
    }
}
