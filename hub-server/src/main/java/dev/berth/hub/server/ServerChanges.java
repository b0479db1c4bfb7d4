package dev.berth.hub.server;

import dev.berth.hub.server.WishRepository.Current;
import dev.berth.hub.user.User;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates servers without starting them, and renames and describes servers that do not run. */
@Component
public class ServerChanges {

    private final WishRepository wishes;
    private final ServersProperties properties;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ServerChanges(
            WishRepository wishes,
            ServersProperties properties,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.wishes = wishes;
        this.properties = properties;
        this.events = events;
        this.transaction = transaction;
    }

    /** Creates a named server; the default server always exists. */
    public ServerChange create(User owner, String name, ServerDetails details, String by) {
        return transaction.execute(_ -> {
            if (!wishes.lockActiveOwner(owner.id())) {
                return new ServerChange.AccountClosed();
            }
            if (name.isEmpty() || wishes.lock(owner.id(), name).isPresent()) {
                return new ServerChange.Taken();
            }
            return unusable(owner, name, true).orElseGet(() -> {
                Current made = wishes.lockOrCreate(owner.id(), owner.runtimeHome(), name);
                wishes.describe(made.id(), details);
                events.publishEvent(new ServerEvent.Described(made.id(), made.userName(), name, by));
                return new ServerChange.Done();
            });
        });
    }

    /** Changes what is known of a server that does not run. */
    public ServerChange describe(User owner, String name, ServerDetails details, String by) {
        return transaction.execute(_ -> stopped(owner, name, current -> {
            wishes.describe(current.id(), details);
            events.publishEvent(new ServerEvent.Described(current.id(), current.userName(), name, by));
            return new ServerChange.Done();
        }));
    }

    /**
     * Renames a server that does not run, and describes it. What is shared of it stays shared. The name of its runtime's object stays, and
     * with it what belongs to that. The default server becomes a named one, and there is a new default server.
     */
    public ServerChange rename(User owner, String from, String to, ServerDetails details, String by) {
        return transaction.execute(_ -> {
            if (!wishes.lockActiveOwner(owner.id())) {
                return new ServerChange.AccountClosed();
            }
            Optional<ServerChange> problem = to.isEmpty() ? Optional.empty() : unusable(owner, to, from.isEmpty());
            return problem.orElseGet(() -> stopped(owner, from, current -> renamed(owner, current, to, details, by)));
        });
    }

    private ServerChange renamed(User owner, Current current, String to, ServerDetails details, String by) {
        if (to.isEmpty() || wishes.lock(owner.id(), to).isPresent()) {
            return new ServerChange.Taken();
        }
        wishes.rename(current.id(), to);
        wishes.describe(current.id(), details);
        if (current.name().isEmpty()) {
            var _ = wishes.lockOrCreate(owner.id(), owner.runtimeHome(), "");
        }
        events.publishEvent(
                new ServerEvent.Renamed(current.id(), owner.id(), current.userName(), to, current.name(), by));
        return new ServerChange.Done();
    }

    /** Why a server cannot get this name. */
    private Optional<ServerChange> unusable(User owner, String name, boolean oneMore) {
        Optional<ServerChange> bad =
                ServerNames.problem(name).or(() -> ServerNames.reserved(name)).map(ServerChange.BadName::new);
        return bad.or(() -> oneMore && wishes.countNamed(owner.id(), name) >= properties.namedLimit()
                ? Optional.of(new ServerChange.TooManyNamed(properties.namedLimit()))
                : Optional.empty());
    }

    private ServerChange stopped(User owner, String name, Function<Current, ServerChange> change) {
        Optional<Current> found = wishes.lock(owner.id(), name);
        if (found.isEmpty()) {
            return new ServerChange.Missing();
        }
        return found.get().state() == ServerState.STOPPED ? change.apply(found.get()) : new ServerChange.Active();
    }
}
