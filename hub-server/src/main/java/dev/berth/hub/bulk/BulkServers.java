package dev.berth.hub.bulk;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Target;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Stops many servers. */
@Component
class BulkServers {

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final ServerRequests requests;
    private final Access access;

    BulkServers(UserDirectory users, ServerDirectory servers, ServerRequests requests, Access access) {
        this.users = users;
        this.servers = servers;
        this.requests = requests;
        this.access = access;
    }

    /** One item for each server; a name without a slash means all active servers of that user. */
    List<BulkItem> plan(String item, Caller caller) {
        if (item.indexOf('/') >= 0) {
            return List.of(find(item, caller).map(BulkServers::planned).orElseGet(() -> BulkItem.hidden(item)));
        }
        Optional<User> user = users.byName(item);
        if (user.isEmpty() || !mayStop(caller, user.get().name().value(), "")) {
            return List.of(BulkItem.hidden(item));
        }
        List<BulkItem> active = servers.ofUser(user.get().id()).stream()
                .filter(server -> server.state().isActive())
                .map(BulkServers::planned)
                .toList();
        return active.isEmpty() ? List.of(BulkItem.nothing(item, BulkReason.NO_ACTIVE_SERVER)) : active;
    }

    BulkItem perform(String item, Caller caller) {
        Optional<ServerView> found = find(item, caller);
        if (found.isEmpty()) {
            return BulkItem.hidden(item);
        }
        ServerView server = found.get();
        String by = caller.name();
        return switch (requests.stop(server.userId(), server.name(), ServerRequests.requested(by), by)) {
            case WANTED -> BulkItem.changed(item);
            case ALREADY_STOPPING -> BulkItem.nothing(item, BulkReason.SERVER_STOPPING);
            case ALREADY_STOPPED -> BulkItem.nothing(item, BulkReason.SERVER_NOT_RUNNING);
            case UNKNOWN_SERVER -> BulkItem.hidden(item);
            case OUTDATED -> BulkItem.refused(item, BulkReason.SERVER_CHANGED);
        };
    }

    private Optional<ServerView> find(String item, Caller caller) {
        int slash = item.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return users.byName(item.substring(0, slash))
                .flatMap(user -> servers.find(user.id(), item.substring(slash + 1)))
                .filter(server -> mayStop(caller, server.userName(), server.name()));
    }

    private boolean mayStop(Caller caller, String user, String server) {
        return access.allows(caller, "delete:servers", new Target.OfServer(user, server));
    }

    private static BulkItem planned(ServerView server) {
        String item = server.userName() + "/" + server.name();
        return switch (server.state()) {
            case READY -> BulkItem.would(item, BulkReason.SERVER_WILL_STOP);
            case PENDING_START -> BulkItem.would(item, BulkReason.START_WILL_BE_CANCELLED);
            case PENDING_STOP -> BulkItem.nothing(item, BulkReason.SERVER_STOPPING);
            case STOPPED -> BulkItem.nothing(item, BulkReason.SERVER_NOT_RUNNING);
        };
    }
}
