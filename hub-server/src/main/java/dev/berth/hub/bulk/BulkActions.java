package dev.berth.hub.bulk;

import dev.berth.hub.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does one action to many users or servers. Who may do it to one of them may do it to all of them here, and nobody else. */
@Component
public class BulkActions {

    private final BulkUsers users;
    private final BulkServers servers;

    BulkActions(BulkUsers users, BulkServers servers) {
        this.users = users;
        this.servers = servers;
    }

    /** What would happen, and what each item is to be called; changes nothing. */
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
     * Does it, item after item, and tells of each what became of it. What has changed since the list was made counts as it is now. Waits
     * for the proxies where an item's own change does.
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
