package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.ServerWaits;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.server.StopResult;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.ErrorBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts, stops and shows servers (contract, section 2.4). As in JupyterHub, the response waits for a start or stop, up to its
 * slow_spawn_timeout and slow_stop_timeout of 10 s, because scripts stop a server and start it in the next line. 202 means that the request
 * is recorded but not completed yet, whatever happens to this hub.
 */
@RestController
class ServersApi {

    private static final String DEFAULT = "/hub/api/users/{name}/server";
    private static final String NAMED = "/hub/api/users/{name}/servers/{server}";
    private static final String EMPTY_NAME = "/hub/api/users/{name}/servers/";

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final ServerStarts starts;
    private final ServerRequests requests;
    private final ServerWaits waits;
    private final RoutesInForce routes;
    private final ApiModels models;

    ServersApi(
            UserDirectory users,
            ServerDirectory servers,
            ServerStarts starts,
            ServerRequests requests,
            ServerWaits waits,
            RoutesInForce routes,
            ApiModels models) {
        this.users = users;
        this.servers = servers;
        this.starts = starts;
        this.requests = requests;
        this.waits = waits;
        this.routes = routes;
        this.models = models;
    }

    @GetMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "read:servers", defaultServer = true)
    Map<String, @Nullable Object> show(
            @PathVariable String name, @PathVariable(required = false) @Nullable String server, Caller caller) {
        return models.server(caller, view(user(name), server).orElseThrow(ApiException::hidden));
    }

    @PostMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "start:servers", defaultServer = true)
    ResponseEntity<Object> start(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        User user = user(name);
        String serverName = server == null ? "" : server;
        ServerChoice choice =
                ApiBody.read(request).flatMap(ServerChoice::of).orElseGet(() -> lastChoice(user, serverName));
        StartResult result = starts.start(user, serverName, choice.profile(), choice.options(), caller.name())
                .orElseThrow(() -> ApiException.invalid("Profile \"" + shown(choice.profile())
                        + "\" is not available to " + user.name().value()));
        return switch (result) {
            case StartResult.Wanted _ -> started(user, serverName);
            // As in JupyterHub, only the first request gets the result.
            case StartResult.AlreadyPending _ -> ResponseEntity.accepted().build();
            case StartResult.AlreadyRunning _ ->
                throw ApiException.invalid(fullName(user, serverName) + " is already running");
            case StartResult.StillStopping _ ->
                throw ApiException.invalid(fullName(user, serverName) + " is pending stop");
            case StartResult.TooManyNamed many -> throw ApiException.invalid(tooMany(user, many.limit()));
            case StartResult.NotHere _ ->
                throw new ApiException(
                        403,
                        "The provider of " + user.name().value() + " no longer confirms them. They must sign in again");
            case StartResult.AccountClosed _ ->
                throw ApiException.invalid("The account of " + user.name().value() + " is disabled");
            case StartResult.BadOptions(Map<String, String> problems) ->
                throw ApiException.invalid("user_options: "
                        + problems.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("; ")));
            case StartResult.BadName bad -> throw ApiException.invalid(bad.why());
            case StartResult.ReservedName reserved -> throw ApiException.invalid(reserved.why());
            case StartResult.Busy busy -> busy(busy);
        };
    }

    /**
     * Ready means that visitors can reach it as well. A start that failed while the program waited is an error that contains the reason.
     */
    private ResponseEntity<Object> started(User user, String serverName) {
        ServerView view = waits.awaitStarted(user.id(), serverName).orElseThrow(ApiException::hidden);
        return switch (view.state()) {
            case READY -> {
                var _ = routes.await();
                yield ResponseEntity.status(201).build();
            }
            case PENDING_START -> ResponseEntity.accepted().build();
            case PENDING_STOP, STOPPED -> throw new ApiException(500, ApiModels.failure(view));
        };
    }

    @DeleteMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "delete:servers", defaultServer = true)
    ResponseEntity<Void> stop(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Caller caller,
            HttpServletRequest request) {
        User user = user(name);
        String serverName = server == null ? "" : server;
        boolean remove =
                Boolean.TRUE.equals(ApiBody.of(request).only(Set.of("remove")).bool("remove"));
        if (remove && serverName.isEmpty()) {
            throw ApiException.invalid("Cannot delete the default server");
        }
        Optional<ServerView> known = view(user, serverName);
        if (known.isEmpty() && !serverName.isEmpty() && requests.namedLimit() == 0) {
            throw ApiException.invalid("Named servers are not enabled.");
        }
        if (known.isEmpty() && !serverName.isEmpty()) {
            throw new ApiException(404, user.name().value() + " has no server named '" + shown(serverName) + "'");
        }
        boolean gone = remove ? removed(user, serverName, caller) : stopped(user, serverName, caller);
        return ResponseEntity.status(gone ? 204 : 202).build();
    }

    private boolean stopped(User user, String serverName, Caller caller) {
        StopResult result =
                requests.stop(user.id(), serverName, ServerRequests.requested(caller.name()), caller.name());
        // As in JupyterHub, a stop in progress is answered immediately, each time.
        return result == StopResult.ALREADY_STOPPING
                ? view(user, serverName).filter(view -> view.state().isActive()).isEmpty()
                : waits.awaitStopped(user.id(), serverName);
    }

    private boolean removed(User user, String serverName, Caller caller) {
        var _ = requests.remove(user.id(), serverName, caller.name());
        return waits.awaitStopped(user.id(), serverName);
    }

    /** Without a body: the choice of the last start, if it is still available. */
    private ServerChoice lastChoice(User user, String serverName) {
        return view(user, serverName)
                .map(ServerChoice::asLastTime)
                .filter(last -> last.profile().isEmpty()
                        || starts.offeredTo(user).stream()
                                .anyMatch(profile -> profile.name().equals(last.profile())))
                .orElse(ServerChoice.NONE);
    }

    static String tooMany(User user, int limit) {
        return limit == 0
                ? "Named servers are not enabled."
                : "User " + user.name().value() + " already has the maximum of " + limit
                        + " named servers. One must be deleted before a new server can be created";
    }

    private static ResponseEntity<Object> busy(StartResult.Busy busy) {
        int seconds = ThreadLocalRandom.current().nextInt(30, 61);
        return ResponseEntity.status(429)
                .header("Retry-After", Integer.toString(seconds))
                .body(new ErrorBody(
                        429,
                        "Too many " + busy.what() + " (the limit is " + busy.limit() + "). Try again in " + seconds
                                + " seconds."));
    }

    private Optional<ServerView> view(User user, @Nullable String server) {
        return servers.find(user.id(), server == null ? "" : server);
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }

    private static String fullName(User user, String server) {
        return user.name().value() + "/" + shown(server);
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
