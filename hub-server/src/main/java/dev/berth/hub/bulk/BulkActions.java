package dev.berth.hub.bulk;

import dev.berth.hub.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies one action to many users or servers. The required permissions are those for a single item. */
@Component
public class BulkActions {

    private final BulkUsers users;
    private final BulkServers servers;

    BulkActions(BulkUsers users, BulkServers servers) {
        this.users = users;
        this.servers = servers;
    }

    /** Describes what would happen, and the name of each item; changes nothing. */
    public List<BulkItem> plan(BulkWish wish, Caller caller) {
        return wish.action() == BulkWish.Action.STOP_SERVERS
                ? wish.items().stream()
                        .flatMap(item -> servers.plan(item, caller).stream())
                        .toList()
                : wish.items().stream()
                        .map(item -> users.plan(wish.action(), item, wish.group(), caller))
                        .toList();
    }

    /**
     * Applies the action, item by item, and returns the result of each. Changes since the preview are taken into account. Waits for the
     * proxies if the change of an item does.
     */
    public List<BulkItem> perform(BulkWish wish, Caller caller, @Nullable String address) {
        users.recordElevation(wish.action(), wish.group(), caller, address);
        return wish.items().stream()
                .map(item -> wish.action() == BulkWish.Action.STOP_SERVERS
                        ? servers.perform(item, caller)
                        : users.perform(wish.action(), item, wish.group(), caller, address))
                .toList();
    }
}
