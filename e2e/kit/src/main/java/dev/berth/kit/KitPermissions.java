package dev.berth.kit;

import dev.berth.hub.routing.KitServiceGrants;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserEvent;
import dev.berth.hub.user.UserQuery;
import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the rest of the hub, and through it the proxies, that what users may do has changed without their doing. */
final class KitPermissions {

    private final UserDirectory users;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final KitServiceGrants ofServices;

    KitPermissions(
            UserDirectory users,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            KitServiceGrants ofServices) {
        this.ofServices = ofServices;
        this.users = users;
        this.events = events;
        this.transactions = transactions;
    }

    void changedForAll() {
        ofServices.revoke();
        changed(everybody());
    }

    /** The same for the tokens of services. */
    void changedForServices() {
        ofServices.revoke();
        everybody().stream().findFirst().ifPresent(any -> events.publishEvent(new UserEvent.Settled(any)));
    }

    /** Returns when the proxies have forgotten what these users, and the visitors of their servers, were allowed. */
    void changed(Collection<User> changed) {
        for (User user : changed) {
            transactions.executeWithoutResult(_ -> events.publishEvent(new UserEvent.GroupsChanged(user)));
        }
        changed.stream().findFirst().ifPresent(user -> events.publishEvent(new UserEvent.Settled(user)));
    }

    List<User> everybody() {
        return users.list(UserQuery.all(0, Integer.MAX_VALUE));
    }
}
