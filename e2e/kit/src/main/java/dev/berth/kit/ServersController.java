package dev.berth.kit;

import dev.berth.hub.access.Public;
import dev.berth.hub.api.ApiBody;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.server.KitServerRecords;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerWaits;
import dev.berth.hub.user.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(ControlFilter.ROOT + "servers")
@Public
final class ServersController {

    private static final String ACTIVITY = "last_activity";
    private static final String PRETEND = "pretend";
    private static final String LAST_START_FAILED = "last_start_failed";

    /** What Berth does not have, and why. */
    private static final Map<String, String> MISSING = Map.of(
            "progress", "Berth writes the progress events itself, from what its spawner observes",
            "progress_ready", "Berth has no hook for the final progress event");

    private static final Set<String> KEYS = Set.of(
            ACTIVITY,
            PRETEND,
            LAST_START_FAILED,
            "delay",
            "hold",
            "cmd",
            "environment",
            "default_url",
            "notebook_dir",
            "home_dir",
            "debug",
            "disable_user_config");

    private final KitUsers users;
    private final KitServerRecords records;
    private final KitSpawner spawner;
    private final ServerStarts starts;
    private final ServerWaits waits;

    ServersController(
            KitUsers users, KitServerRecords records, KitSpawner spawner, ServerStarts starts, ServerWaits waits) {
        this.starts = starts;
        this.waits = waits;
        this.users = users;
        this.records = records;
        this.spawner = spawner;
    }

    /** The default server has the empty name. */
    @PutMapping({"/{user}", "/{user}/", "/{user}/{server}"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(
            @PathVariable("user") String name,
            @PathVariable(required = false) @Nullable String server,
            HttpServletRequest request) {
        User user = users.require(name);
        String named = server == null ? "" : server;
        ApiBody body = ApiBody.of(request);
        body.node().propertyNames().stream()
                .filter(MISSING::containsKey)
                .findFirst()
                .ifPresent(key -> {
                    throw KitErrors.notOffered("Berth has no " + key + " of a server. " + MISSING.get(key));
                });
        body.only(KEYS);
        records.ensure(user, named);
        if (body.has(ACTIVITY)) {
            records.setLastActivity(
                    user,
                    named,
                    UsersController.time(body.nullIsMissing(ACTIVITY).text(ACTIVITY)));
        }
        spawner.order(new KitSpawner.ServerKey(name, named), former -> orders(former, body));
        if (body.has(LAST_START_FAILED)) {
            records.setFailure(
                    user, named, body.nullIsMissing(LAST_START_FAILED).text(LAST_START_FAILED));
        }
        if (body.has(PRETEND)) {
            pretend(user, named, body.nullIsMissing(PRETEND).text(PRETEND));
        }
    }

    /** Berth believes only what its spawner observes, so a server that is to count as ready or pending really starts. */
    private void pretend(User user, String server, @Nullable String state) {
        boolean pending = "pending".equals(state);
        if (!pending && !"ready".equals(state)) {
            throw ApiException.invalid(PRETEND + " must be \"ready\" or \"pending\"");
        }
        spawner.order(new KitSpawner.ServerKey(user.name().value(), server), former -> former.holding(pending));
        var _ = starts.start(user, server, "", "test-kit");
        if (!pending) {
            var _ = waits.awaitStarted(user.id(), server);
        }
    }

    private static ServerOrders orders(ServerOrders former, ApiBody body) {
        List<String> command = body.texts("cmd");
        String folder = body.text("home_dir");
        Boolean held = body.bool("hold");
        return new ServerOrders(
                command == null ? former.command() : command,
                environment(former, body),
                folder == null ? former.folder() : folder,
                body.has("delay") ? delay(body.node().path("delay")) : former.delay(),
                held == null ? former.held() : held);
    }

    private static Duration delay(JsonNode seconds) {
        if (!seconds.isNumber() || seconds.asDouble() < 0) {
            throw ApiException.invalid("delay must be a number of seconds, at least 0");
        }
        return Duration.ofMillis(Math.round(seconds.asDouble() * 1_000));
    }

    /** JupyterHub hands these to the single-user server as variables. */
    private static Map<String, String> environment(ServerOrders former, ApiBody body) {
        Map<String, String> all = new HashMap<>(former.environment());
        body.node()
                .path("environment")
                .properties()
                .forEach(each -> all.put(each.getKey(), each.getValue().asString("")));
        put(all, "JUPYTERHUB_DEFAULT_URL", body.text("default_url"));
        put(all, "JUPYTERHUB_ROOT_DIR", body.text("notebook_dir"));
        put(all, "JUPYTERHUB_DEBUG", Boolean.TRUE.equals(body.bool("debug")) ? "1" : null);
        put(all, "JUPYTERHUB_DISABLE_USER_CONFIG", Boolean.TRUE.equals(body.bool("disable_user_config")) ? "1" : null);
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}
