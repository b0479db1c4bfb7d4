package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.server.ServerChange;
import dev.berth.hub.server.ServerChanges;
import dev.berth.hub.server.ServerDetails;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Creates servers without starting them, and renames and describes servers that do not run; JupyterHub 6 added these calls. */
@RestController
class ServerChangesApi {

    private static final String DEFAULT = "/hub/api/users/{name}/server";
    private static final String NAMED = "/hub/api/users/{name}/servers/{server}";
    private static final String EMPTY_NAME = "/hub/api/users/{name}/servers/";

    private static final String NAME = "name";
    private static final String DISPLAY_NAME = "display_name";
    private static final String OPTIONS = "user_options";

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final ServerChanges changes;
    private final ApiModels models;

    ServerChangesApi(UserDirectory users, ServerDirectory servers, ServerChanges changes, ApiModels models) {
        this.users = users;
        this.servers = servers;
        this.changes = changes;
        this.models = models;
    }

    @PutMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "start:servers", defaultServer = true)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        User user = user(name);
        String wanted = server == null ? "" : server;
        ApiBody body = ApiBody.of(request).only(Set.of(DISPLAY_NAME, OPTIONS)).nullIsMissing(DISPLAY_NAME, OPTIONS);
        return model(changes.create(user, wanted, details(body), caller.name()), user, wanted, wanted, caller);
    }

    @PatchMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "start:servers", defaultServer = true)
    Map<String, @Nullable Object> change(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        User user = user(name);
        String former = server == null ? "" : server;
        ApiBody body = ApiBody.required(request).only(Set.of(NAME, DISPLAY_NAME, OPTIONS));
        if (body.node().isEmpty()) {
            throw ApiException.invalid("Must specify at least one field to modify.");
        }
        String wanted = body.text(NAME);
        ServerDetails details = details(body);
        ServerChange change = wanted == null
                ? changes.describe(user, former, details, caller.name())
                : changes.rename(user, former, wanted, details, caller.name());
        return model(change, user, former, wanted == null ? former : wanted, caller);
    }

    private static ServerDetails details(ApiBody body) {
        try {
            String options =
                    body.has(OPTIONS) ? ServerChoice.prepared(body.node().path(OPTIONS)) : null;
            return new ServerDetails(body.text(DISPLAY_NAME), options);
        } catch (IllegalArgumentException invalid) {
            throw ApiException.invalid(String.valueOf(invalid.getMessage()));
        }
    }

    private Map<String, @Nullable Object> model(
            ServerChange change, User user, String former, String server, Caller caller) {
        String owner = user.name().value();
        return switch (change) {
            case ServerChange.Done _ ->
                models.server(caller, servers.find(user.id(), server).orElseThrow(ApiException::hidden));
            case ServerChange.Missing _ ->
                throw new ApiException(404, "User " + owner + " has no such server " + TokenRequests.shown(former));
            case ServerChange.Taken _ ->
                throw new ApiException(
                        409,
                        server.isEmpty()
                                ? "User " + owner + " already has a default server"
                                : "User " + owner + " already has server " + TokenRequests.shown(server));
            case ServerChange.Active _ ->
                throw ApiException.invalid(
                        owner + "/" + TokenRequests.shown(former) + " is active. Please stop it before modifying it.");
            case ServerChange.BadName(String why) -> throw ApiException.invalid(why);
            case ServerChange.TooManyNamed(int limit) -> throw ApiException.invalid(ServersApi.tooMany(user, limit));
            case ServerChange.AccountClosed _ -> throw ApiException.invalid("The account of " + owner + " is disabled");
        };
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
