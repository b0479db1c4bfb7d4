package dev.berth.hub.api.berth;

import dev.berth.hub.api.ApiTime;
import dev.berth.hub.session.OpenSession;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Users, identities and sessions as JSON objects. */
@Component
class PeopleModels {

    Map<String, @Nullable Object> user(User user, List<String> groups) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", user.name().value());
        model.put("display_name", user.display());
        model.put("active", user.active());
        model.put("admin", user.admin());
        model.put("groups", groups);
        model.put("uid", user.uid());
        model.put("gid", user.gid());
        model.put("home", user.runtimeHome());
        model.put("created", ApiTime.of(user.created()));
        model.put("last_seen", ApiTime.of(user.lastSeen()));
        return model;
    }

    static Map<String, @Nullable Object> identity(UserIdentity identity) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("provider", identity.provider());
        model.put("subject", identity.subject());
        model.put("created", ApiTime.of(identity.created()));
        return model;
    }

    static Map<String, @Nullable Object> session(OpenSession session, @Nullable String current) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", session.id());
        model.put("current", session.id().equals(current));
        model.put("provider", session.provider());
        model.put("created", ApiTime.of(session.created()));
        model.put("last_seen", ApiTime.of(session.lastSeen()));
        model.put("until", ApiTime.of(session.until()));
        model.put("address", session.address());
        model.put("user_agent", session.userAgent());
        return model;
    }
}
