package dev.berth.hub.api;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerStops;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
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

/** Starts, stops and shows servers (contract, section 2.4). 202 means that the wish is on record, whatever happens to this hub. */
@RestController
class ServersApi {

    private static final String DEFAULT = "/hub/api/users/{name}/server";
    private static final String NAMED = "/hub/api/users/{name}/servers/{server}";
    private static final String EMPTY_NAME = "/hub/api/users/{name}/servers/";

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final ServerStarts starts;
    private final ServerRequests requests;
    private final ServerStops stops;
    private final ApiModels models;

    ServersApi(
            UserDirectory users,
            ServerDirectory servers,
            ServerStarts starts,
            ServerRequests requests,
            ServerStops stops,
            ApiModels models) {
        this.users = users;
        this.servers = servers;
        this.starts = starts;
        this.requests = requests;
        this.stops = stops;
        this.models = models;
    }

    @GetMapping({DEFAULT, NAMED, EMPTY_NAME})
    @RequiresScope(value = "read:servers", defaultServer = true)
    Map<String, @Nullable Object> show(
            @PathVariable String name, @PathVariable(required = false) @Nullable String server) {
        return models.server(view(user(name), server).orElseThrow(ApiException::hidden));
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
                .orElseThrow(() -> ApiException.invalid("There is no profile \"" + shown(choice.profile()) + "\" for "
                        + user.name().value()));
        return switch (result) {
            case StartResult.Wanted _, StartResult.AlreadyPending _ ->
                ResponseEntity.accepted().build();
            case StartResult.AlreadyRunning _ ->
                throw ApiException.invalid(fullName(user, serverName) + " is already running");
            case StartResult.StillStopping _ ->
                throw ApiException.invalid(fullName(user, serverName) + " is pending stop");
            case StartResult.TooManyNamed many ->
                throw ApiException.invalid("User " + user.name().value() + " already has the maximum of " + many.limit()
                        + " named servers");
            case StartResult.NotHere _ ->
                throw new ApiException(
                        403,
                        "The provider of " + user.name().value()
                                + " no longer vouches for them; they must sign in again");
            case StartResult.AccountClosed _ ->
                throw ApiException.invalid("The account of " + user.name().value() + " is disabled");
            case StartResult.BadOptions(Map<String, String> problems) ->
                throw ApiException.invalid("user_options: "
                        + problems.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("; ")));
            case StartResult.BadName bad -> throw ApiException.invalid(bad.why());
            case StartResult.Busy busy -> busy(busy);
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
        if (known.isEmpty() && !serverName.isEmpty()) {
            throw new ApiException(404, user.name().value() + " has no server named '" + shown(serverName) + "'");
        }
        boolean gone = remove ? removed(user, serverName, caller) : stopped(user, serverName, caller);
        return ResponseEntity.status(gone ? 204 : 202).build();
    }

    private boolean stopped(User user, String serverName, Caller caller) {
        var _ = requests.stop(user.id(), serverName, ServerRequests.requested(caller.name()), caller.name());
        return view(user, serverName).filter(view -> view.state().isActive()).isEmpty();
    }

    private boolean removed(User user, String serverName, Caller caller) {
        var _ = requests.remove(user.id(), serverName, caller.name());
        return stops.awaitStopped(user.id(), serverName);
    }

    /** No body: what was used the last time, if it is still offered. */
    private ServerChoice lastChoice(User user, String serverName) {
        return view(user, serverName)
                .map(ServerChoice::asLastTime)
                .filter(last -> starts.offeredTo(user).stream()
                        .anyMatch(profile -> profile.name().equals(last.profile())))
                .orElse(ServerChoice.NONE);
    }

    private static ResponseEntity<Object> busy(StartResult.Busy busy) {
        int seconds = ThreadLocalRandom.current().nextInt(30, 61);
        return ResponseEntity.status(429)
                .header("Retry-After", Integer.toString(seconds))
                .body(Map.of(
                        "status",
                        429,
                        "message",
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
