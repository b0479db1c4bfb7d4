package dev.berth.hub.api;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** JupyterHub's models of users and servers, each with the attributes that the caller's scopes show (contract, section 2.3). */
@Component
class ApiModels {

    private final Access access;
    private final Roles roles;
    private final Links links;

    ApiModels(Access access, Roles roles, Links links) {
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
        if (all || access.allows(caller, "read:roles:users", target)) {
            model.put("roles", roles.of(user, groups));
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
            // None is kept; clients that may ask find the key all the same.
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
                visible.put(server.name(), server(server));
            }
        }
        if (!visible.isEmpty() || access.allows(caller, "read:servers", new Target.OfUser(name))) {
            model.put("servers", visible);
        }
    }

    Map<String, @Nullable Object> server(ServerView server) {
        boolean ready = server.state() == ServerState.READY;
        String path = links.url(server.state().isActive() ? server.path() : path(server));
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("name", server.name());
        model.put("full_name", server.userName() + "/" + server.name());
        model.put("display_name", server.name());
        model.put("last_activity", ApiTime.of(server.lastActivity()));
        model.put("started", server.state().isActive() ? ApiTime.of(server.requestedAt()) : null);
        model.put("pending", pending(server));
        model.put("ready", ready);
        model.put("stopped", server.state() == ServerState.STOPPED);
        model.put("url", path);
        model.put("user_options", userOptions(server));
        model.put(
                "progress_url", links.url("/hub/api/users/" + CanonicalPath.segment(server.userName()) + tail(server)));
        model.put("full_url", links.perUserHosts() ? links.server(server.path(), "", server.hostLabel()) : null);
        model.put("full_progress_url", null);
        return model;
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

    static @Nullable String pending(ServerView server) {
        return switch (server.state()) {
            case PENDING_START -> "spawn";
            case PENDING_STOP -> "stop";
            case READY, STOPPED -> null;
        };
    }

    private static Map<String, String> userOptions(ServerView server) {
        Map<String, String> options = new LinkedHashMap<>();
        if (!server.profile().isEmpty()) {
            options.put("profile", server.profile());
        }
        options.putAll(server.options());
        return options;
    }
}
