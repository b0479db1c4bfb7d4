package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Target;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** JupyterHub's models of users and servers, each with the attributes that the caller's scopes make visible (contract, section 2.3). */
@Component
class ApiModels {

    private final Access access;
    private final Roles roles;
    private final Links links;
    private final Profiles profiles;

    ApiModels(Access access, Roles roles, Links links, Profiles profiles) {
        this.profiles = profiles;
        this.access = access;
        this.roles = roles;
        this.links = links;
    }

    Map<String, @Nullable Object> user(
            Caller caller, User user, List<String> groups, List<ServerView> servers, boolean stoppedToo) {
        String name = user.name().value();
        Target.OfUser target = new Target.OfUser(name);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("kind", "user");
        model.put("name", name);
        boolean all = access.allows(caller, "read:users", target);
        if (all
                || access.allows(caller, "read:users:name", target)
                || access.allows(caller, "read:roles:users", target)) {
            model.put("admin", user.admin());
        }
        if (all || access.allows(caller, "read:users:name", target)) {
            // What JupyterHub 6 shows of an authenticator's own data about a user; Berth does not have any.
            model.put("user_info", null);
        }
        if (all || access.allows(caller, "read:roles:users", target)) {
            model.put("roles", roles.direct(user));
        }
        if (all || access.allows(caller, "read:users:groups", target)) {
            model.put("groups", groups);
        }
        if (all) {
            addOwnServer(model, servers);
            model.put("created", ApiTime.of(user.created()));
        }
        if (all || access.allows(caller, "read:users:activity", target)) {
            model.put("last_activity", ApiTime.of(user.lastSeen()));
        }
        addServers(caller, name, servers, stoppedToo, model);
        if (access.allows(caller, "admin:auth_state", target)) {
            // It is never stored, but clients with the scope expect the key.
            model.put("auth_state", null);
        }
        return model;
    }

    private void addOwnServer(Map<String, @Nullable Object> model, List<ServerView> servers) {
        ServerView own = servers.stream()
                .filter(server -> server.name().isEmpty())
                .findFirst()
                .orElse(null);
        model.put("server", own != null && own.state() == ServerState.READY ? links.url(own.path()) : null);
        model.put("pending", own == null ? null : pending(own));
    }

    private void addServers(
            Caller caller,
            String name,
            List<ServerView> servers,
            boolean stoppedToo,
            Map<String, @Nullable Object> model) {
        Map<String, Object> visible = new LinkedHashMap<>();
        for (ServerView server : servers) {
            boolean shown = stoppedToo || server.state().isActive();
            if (shown && access.allows(caller, "read:servers", new Target.OfServer(name, server.name()))) {
                visible.put(server.name(), server(caller, server));
            }
        }
        addFailures(caller, name, servers, model);
        if (!visible.isEmpty() || access.allows(caller, "read:servers", new Target.OfUser(name))) {
            model.put("servers", visible);
        }
    }

    /** A server whose start failed is not among the active ones, and why is what its user wants to know. */
    private void addFailures(
            Caller caller, String name, List<ServerView> servers, Map<String, @Nullable Object> model) {
        Map<String, Object> failures = new LinkedHashMap<>();
        servers.stream()
                .filter(ServerView::failed)
                .filter(server -> access.allows(caller, "read:servers", new Target.OfServer(name, server.name())))
                .forEach(server -> failures.put(server.name(), failed(server)));
        if (!failures.isEmpty()) {
            model.put("failures", failures);
        }
    }

    Map<String, @Nullable Object> server(Caller caller, ServerView server) {
        boolean ready = server.state() == ServerState.READY;
        String path = links.url(server.state().isActive() ? server.path() : path(server));
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", server.name());
        model.put("full_name", server.userName() + "/" + server.name());
        model.put("display_name", server.ownName() == null ? server.name() : server.ownName());
        model.put("last_activity", ApiTime.of(server.lastActivity()));
        model.put("started", server.state().isActive() ? ApiTime.of(server.requestedAt()) : null);
        model.put("pending", pending(server));
        model.put("ready", ready);
        model.put("stopped", server.state() == ServerState.STOPPED);
        model.put("url", path);
        model.put("user_options", ServerChoice.model(server, profiles.all().size() > 1));
        String progress = links.url("/hub/api/users/" + CanonicalPath.segment(server.userName()) + tail(server));
        model.put("progress_url", progress);
        String origin = links.knownOrigin();
        model.put("full_url", fullUrl(origin, server, path));
        model.put("full_progress_url", origin == null ? null : origin + progress);
        if (server.failed()) {
            model.put("failure", failed(server));
        }
        if (access.allows(caller, "admin:server_state", new Target.OfServer(server.userName(), server.name()))) {
            model.put("state", state(server));
        }
        return model;
    }

    /** Beside JupyterHub's: why the last start came to nothing, until the next one. */
    private static Map<String, @Nullable Object> failed(ServerView server) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("code", server.stopCode());
        model.put("message", failure(server));
        model.put("at", ApiTime.of(server.endedAt()));
        return model;
    }

    /** What is kept of it beside its model; in JupyterHub this is the spawner's own. Nothing secret is in it. */
    Map<String, @Nullable Object> state(ServerView server) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("generation", server.generation());
        model.put("wanted", ApiQuery.lower(server.wanted()));
        model.put("seen", ApiQuery.lower(server.seen()));
        model.put("phase", server.phase());
        model.put("message", server.message());
        return model;
    }

    /** Null if the public address of the hub is not configured, as in JupyterHub without {@code public_url} and subdomains. */
    private @Nullable String fullUrl(@Nullable String origin, ServerView server, String url) {
        if (links.perUserHosts()) {
            return links.server(server.path(), "", server.hostLabel());
        }
        return origin == null ? null : origin + url;
    }

    private static String path(ServerView server) {
        String user = "/user/" + CanonicalPath.segment(server.userName()) + "/";
        return server.name().isEmpty() ? user : user + CanonicalPath.segment(server.name()) + "/";
    }

    private static String tail(ServerView server) {
        return server.name().isEmpty()
                ? "/server/progress"
                : "/servers/" + CanonicalPath.segment(server.name()) + "/progress";
    }

    /** Why a start came to nothing, in JupyterHub's words and the reason after them. */
    static String failure(ServerView server) {
        return "REQUESTED".equals(server.stopCode())
                ? "Spawn cancelled"
                : "Spawn failed: " + Objects.requireNonNullElse(server.stopDetail(), "no reason is known");
    }

    static @Nullable String pending(ServerView server) {
        return switch (server.state()) {
            case PENDING_START -> "spawn";
            case PENDING_STOP -> "stop";
            case READY, STOPPED -> null;
        };
    }
}
