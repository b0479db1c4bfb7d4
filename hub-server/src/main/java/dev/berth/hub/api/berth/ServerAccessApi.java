package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.ApiTime;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.entry.ServerEntries;
import dev.berth.hub.entry.ServerEntry;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Administrators' access to other people's servers: they give a reason, and the owner can read it. */
@RestController
class ServerAccessApi {

    private static final String DEFAULT = "/hub/api/berth/users/{name}/server-access";
    private static final String NAMED = "/hub/api/berth/users/{name}/servers/{server}/access";

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final EntryPolicy entryPolicy;
    private final ServerEntries entries;

    ServerAccessApi(UserDirectory users, ServerDirectory servers, EntryPolicy entryPolicy, ServerEntries entries) {
        this.users = users;
        this.servers = servers;
        this.entryPolicy = entryPolicy;
        this.entries = entries;
    }

    @PostMapping({DEFAULT, NAMED})
    @RequiresScope(value = "access:servers", defaultServer = true)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> enter(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        String reason = ApiBody.required(request).only(Set.of("reason")).text("reason");
        ServerEntries.problem(reason).ifPresent(problem -> {
            throw ApiException.invalid(problem);
        });
        User owner = user(name);
        String serverName = server == null ? "" : server;
        if (servers.find(owner.id(), serverName).isEmpty()) {
            throw ApiException.hidden();
        }
        return switch (entryPolicy.of(caller, owner.name().value(), serverName)) {
            case ALLOWED -> throw ApiException.invalid("You can use this server without a reason");
            case DENIED -> throw ApiException.hidden();
            case REASON_REQUIRED ->
                model(entries.enter(caller, owner, serverName, String.valueOf(reason), request.getRemoteAddr()));
        };
    }

    /** Who had access to a user's servers, when and why: for the user, and for callers who can read that user. */
    @GetMapping("/hub/api/berth/users/{name}/server-access")
    @RequiresScope("read:users")
    Map<String, Object> visits(@PathVariable String name, HttpServletRequest request) {
        int limit = new ApiQuery(request).number("limit", 50, 1, Pages.MAX_LIMIT);
        return Map.of(
                "entries",
                entries.of(user(name).id(), limit).stream()
                        .map(ServerAccessApi::model)
                        .toList());
    }

    private static Map<String, @Nullable Object> model(ServerEntry entry) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", entry.id());
        model.put("server", entry.serverName());
        model.put("visitor", entry.visitor());
        model.put("reason", entry.reason());
        model.put("entered_at", ApiTime.of(entry.enteredAt()));
        model.put("until", ApiTime.of(entry.until()));
        return model;
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
