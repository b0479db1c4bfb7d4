package dev.berth.hub.api.berth;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.ApiTime;
import dev.berth.hub.server.ServerListing;
import dev.berth.hub.server.ServerListing.IdleCheck;
import dev.berth.hub.server.ServerLists;
import dev.berth.hub.server.ServerQuery;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Servers of all users. */
@RestController
class RunningApi {

    private final ServerLists servers;
    private final Access access;
    private final JsonMapper json;

    RunningApi(ServerLists servers, Access access, JsonMapper json) {
        this.servers = servers;
        this.access = access;
        this.json = json;
    }

    @GetMapping("/hub/api/berth/servers")
    @RequiresScope(value = "read:servers", filtersRows = true)
    Map<String, Object> list(Caller caller, HttpServletRequest request) {
        ApiQuery parameters = new ApiQuery(request);
        ServerQuery.Sort sort = parameters.choice("sort", ServerQuery.Sort.class);
        ServerQuery query = new ServerQuery(
                parameters.choice("state", ServerState.class),
                parameters.text("profile"),
                parameters.text("user"),
                parameters.text("node"),
                access.visibleUsers(caller, "read:servers"),
                sort == null ? ServerQuery.Sort.AGE : sort,
                Boolean.TRUE.equals(parameters.bool("descending")),
                Pages.offset(parameters),
                Pages.limit(parameters));
        List<Map<String, @Nullable Object>> items =
                servers.page(query).stream().map(this::model).toList();
        return Pages.of(items, servers.count(query), query.offset(), query.limit());
    }

    private Map<String, @Nullable Object> model(ServerListing listing) {
        ServerView server = listing.server();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("user", server.userName());
        model.put("name", server.name());
        model.put("state", ApiQuery.lower(server.state()));
        model.put("profile", server.profile());
        model.put("node", listing.node());
        model.put("requested_at", ApiTime.of(server.requestedAt()));
        model.put("ready_at", ApiTime.of(server.readyAt()));
        model.put("last_activity", ApiTime.of(server.lastActivity()));
        model.put("age_seconds", listing.ageSeconds());
        model.put("idle_timeout_seconds", server.idleSeconds());
        model.put("phase", server.phase());
        model.put("message", server.message());
        model.put("stop_code", server.stopCode());
        model.put("stop_detail", server.stopDetail());
        model.put("culling_look", listing.look() == null ? null : look(listing.look()));
        return model;
    }

    private Map<String, @Nullable Object> look(IdleCheck look) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("at", ApiTime.of(look.at()));
        model.put("in_use", look.inUse());
        model.put("evidence", json.readTree(look.evidence()));
        return model;
    }
}
