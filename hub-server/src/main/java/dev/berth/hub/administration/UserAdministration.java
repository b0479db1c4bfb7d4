package dev.berth.hub.administration;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.server.ServerStops;
import dev.berth.hub.server.ServersActiveException;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes accounts on behalf of a caller. Each method decides whether this caller may make this change, makes it, and is idempotent. A
 * method may wait: for the proxies to withdraw what a closed account had open, {@link #delete} also for servers to stop.
 */
@Component
public class UserAdministration {

    private final UserAccounts accounts;
    private final UserDirectory directory;
    private final Elevation elevation;
    private final ServerStops stops;
    private final TransactionTemplate transactions;

    UserAdministration(
            UserAccounts accounts,
            UserDirectory directory,
            Elevation elevation,
            ServerStops stops,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.directory = directory;
        this.elevation = elevation;
        this.stops = stops;
        this.transactions = transactions;
    }

    /** Why this caller must not change this account; empty if they may. Changes nothing. */
    public Optional<UserChange.Rejected> changeable(Caller caller, User user) {
        return user.admin() && !caller.admin() ? Optional.of(new UserChange.AdministratorsOnly()) : Optional.empty();
    }

    /** The same for disabling or deleting the account. */
    public Optional<UserChange.Rejected> closable(Caller caller, User user) {
        return caller.is(user) ? Optional.of(new UserChange.OwnAccount()) : changeable(caller, user);
    }

    /**
     * Makes accounts, all or none. Names that have an account already are left as they are.
     *
     * @param wishes the names as requested
     * @param admin whether the accounts are administrators
     */
    public UserChange create(Caller caller, Collection<String> wishes, boolean admin, @Nullable String address) {
        if (admin && !caller.admin()) {
            return new UserChange.AdministratorsOnly();
        }
        Optional<String> invalid =
                wishes.stream().filter(wish -> UserName.of(wish).isEmpty()).findFirst();
        if (invalid.isPresent()) {
            return invalid(invalid.get());
        }
        Set<UserName> names = new LinkedHashSet<>();
        wishes.forEach(wish -> names.add(UserName.of(wish).orElseThrow()));
        names.removeAll(directory.existing(names));
        if (names.isEmpty()) {
            return new UserChange.AlreadyExist(List.copyOf(wishes));
        }
        Optional<UserChange.Rejected> escalation = names.stream()
                .flatMap(name -> escalation(caller, name, address).stream())
                .findFirst();
        return unless(
                escalation,
                () -> made(accounts.createAll(
                        names.stream()
                                .map(name -> new NewUser(name, null, admin, null))
                                .toList(),
                        caller.actor(address))));
    }

    private static UserChange made(List<AccountOutcome> outcomes) {
        List<User> users = new ArrayList<>();
        for (AccountOutcome outcome : outcomes) {
            if (!(outcome instanceof AccountOutcome.Done(User user))) {
                return change(outcome);
            }
            users.add(user);
        }
        return new UserChange.Made(users);
    }

    /** Closes an account; its sessions end and its servers stop. */
    public UserChange disable(Caller caller, User user, @Nullable String address) {
        return unless(closable(caller, user), () -> change(accounts.disable(user.id(), caller.actor(address))));
    }

    /** Opens a closed account again. */
    public UserChange enable(Caller caller, User user, @Nullable String address) {
        return unless(changeable(caller, user), () -> change(accounts.enable(user.id(), caller.actor(address))));
    }

    /** Gives an account another name. Its servers must be stopped, because their addresses contain the name. */
    public UserChange rename(Caller caller, User user, String wish, @Nullable String address) {
        return unless(renamable(caller, user, wish, address), () -> renamed(caller, user, wish, address));
    }

    private Optional<UserChange.Rejected> renamable(Caller caller, User user, String wish, @Nullable String address) {
        Optional<UserName> name = UserName.of(wish);
        return name.isEmpty()
                ? Optional.of(invalid(wish))
                : changeable(caller, user).or(() -> escalation(caller, name.get(), address));
    }

    private UserChange renamed(Caller caller, User user, String wish, @Nullable String address) {
        UserName name = UserName.of(wish).orElseThrow();
        return unlessActive(() -> accounts.rename(user.id(), name, caller.actor(address)));
    }

    /** Grants or revokes administrator rights. */
    public UserChange setAdmin(Caller caller, User user, boolean admin, @Nullable String address) {
        return caller.admin()
                ? change(accounts.setAdmin(user.id(), admin, caller.actor(address)))
                : new UserChange.AdministratorsOnly();
    }

    /**
     * Changes administrator rights and name together: if one of them is rejected, neither changes.
     *
     * @param wish the new name, or null to keep it
     * @param admin whether the user is an administrator, or null to leave that as it is
     */
    public UserChange change(
            Caller caller, User user, @Nullable String wish, @Nullable Boolean admin, @Nullable String address) {
        if (admin == null) {
            return wish == null ? new UserChange.Done(user) : rename(caller, user, wish, address);
        }
        if (wish == null || !caller.admin()) {
            return setAdmin(caller, user, admin, address);
        }
        // Decided before the transaction: what is undone with it must not include the record of a refused attempt.
        return unless(renamable(caller, user, wish, address), () -> both(caller, user, wish, admin, address));
    }

    private UserChange both(Caller caller, User user, String wish, boolean admin, @Nullable String address) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            UserChange change = setAdmin(caller, user, admin, address);
            if (!(change instanceof UserChange.Rejected)) {
                change = renamed(caller, user, wish, address);
            }
            if (change instanceof UserChange.Rejected) {
                transaction.setRollbackOnly();
            }
            return change;
        }));
    }

    /**
     * Stops the account's servers and deletes it. An account whose servers do not stop in time stays; the same call deletes it once they
     * are gone.
     */
    public UserChange delete(Caller caller, User user, @Nullable String address) {
        return unless(closable(caller, user), () -> {
            var _ = stops.stopAll(user.id(), caller.name());
            return unlessActive(() -> accounts.delete(user.id(), caller.actor(address)));
        });
    }

    private static UserChange.Rejected invalid(String wish) {
        return new UserChange.InvalidName(String.valueOf(UserName.problem(wish)));
    }

    private Optional<UserChange.Rejected> escalation(Caller caller, UserName name, @Nullable String address) {
        return elevation.refuseName(caller, name, address).map(above -> new UserChange.Escalation(name, above));
    }

    private static UserChange unless(Optional<UserChange.Rejected> rejected, Supplier<UserChange> change) {
        return rejected.isPresent() ? rejected.get() : change.get();
    }

    /** A server can start between the check and the change; the change's own transaction finds it. */
    private static UserChange unlessActive(Supplier<AccountOutcome> change) {
        try {
            return change(change.get());
        } catch (ServersActiveException active) {
            return new UserChange.ServersActive(String.valueOf(active.getMessage()));
        }
    }

    private static UserChange change(AccountOutcome outcome) {
        return switch (outcome) {
            case AccountOutcome.Done(User user) -> new UserChange.Done(user);
            case AccountOutcome.NameTaken(UserName name) -> new UserChange.NameTaken(name);
            case AccountOutcome.Refused(String code, String reason) -> new UserChange.Refused(code, reason);
        };
    }
}
