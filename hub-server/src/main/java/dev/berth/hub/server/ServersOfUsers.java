package dev.berth.hub.server;

import dev.berth.hub.user.UserEvent;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Applies changes of a user to their servers, in the same transaction. */
@Component
class ServersOfUsers {

    private final ServerDirectory directory;
    private final ServerRequests requests;
    private final WishRepository wishes;

    ServersOfUsers(ServerDirectory directory, ServerRequests requests, WishRepository wishes) {
        this.directory = directory;
        this.requests = requests;
        this.wishes = wishes;
    }

    @EventListener
    void on(UserEvent event) {
        switch (event) {
            case UserEvent.Disabled disabled -> stopAll(disabled.user().id());
            case UserEvent.Deleted deleted -> deleteAll(deleted.user().id());
            case UserEvent.Renamed renamed ->
                requireNoneActive(renamed.user().id(), renamed.from().value());
            case UserEvent.Created _, UserEvent.Enabled _ -> {}
            case UserEvent.AdminChanged _, UserEvent.GroupsChanged _, UserEvent.Settled _ -> {}
        }
    }

    private void stopAll(long userId) {
        Failure why = Failure.of(ReasonCode.USER_DISABLED, "server.account-disabled");
        directory.ofUser(userId).forEach(server -> requests.stop(userId, server.name(), why, null));
    }

    /**
     * A server is reachable under the name that its user had at its start, and must not be reachable by the next user with that name.
     *
     * @throws ServersActiveException if one is active, which rolls back the renaming
     */
    private void requireNoneActive(long userId, String name) {
        for (ServerView server : directory.ofUser(userId)) {
            if (server.state().isActive()) {
                throw new ServersActiveException(name, server.name(), server.state());
            }
        }
    }

    /**
     * A row is the hub's only record of a process, so it is deleted only if the process is gone.
     *
     * @throws ServersActiveException if one is not gone, which rolls back the deletion of the user
     */
    private void deleteAll(long userId) {
        for (ServerView server : directory.ofUser(userId)) {
            if (server.state().isActive()) {
                throw new ServersActiveException(server.userName(), server.name(), server.state());
            }
            wishes.delete(server.id());
        }
    }
}
