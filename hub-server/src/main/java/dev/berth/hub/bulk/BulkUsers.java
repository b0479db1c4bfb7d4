package dev.berth.hub.bulk;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.access.Target;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.bulk.BulkWish.Action;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens and closes many accounts, and puts many users into a group. */
@Component
class BulkUsers {

    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Groups groups;
    private final Access access;
    private final Elevation elevation;

    BulkUsers(UserDirectory users, UserAccounts accounts, Groups groups, Access access, Elevation elevation) {
        this.users = users;
        this.accounts = accounts;
        this.groups = groups;
        this.access = access;
        this.elevation = elevation;
    }

    BulkItem plan(Action action, String item, @Nullable String group, Caller caller) {
        Optional<User> found = users.byName(item);
        if (found.isEmpty() || !may(caller, found.get(), group)) {
            return BulkItem.hidden(item);
        }
        User user = found.get();
        String name = user.name().value();
        return switch (action) {
            case DISABLE_USERS ->
                user.active()
                        ? closable(caller, user)
                                .map(why -> BulkItem.refused(name, why))
                                .orElseGet(() -> BulkItem.would(name, BulkReason.WILL_BE_DISABLED))
                        : BulkItem.nothing(name, BulkReason.ALREADY_DISABLED);
            case ENABLE_USERS ->
                user.active()
                        ? BulkItem.nothing(name, BulkReason.ALREADY_ENABLED)
                        : BulkItem.would(name, BulkReason.WILL_BE_ENABLED);
            case ADD_TO_GROUP -> added(caller, user, group);
            case REMOVE_FROM_GROUP -> grouped(user, group, false, BulkReason.WILL_BE_REMOVED, BulkReason.NOT_A_MEMBER);
            case STOP_SERVERS -> throw new IllegalArgumentException("servers are no users");
        };
    }

    BulkItem perform(Action action, String item, @Nullable String group, Caller caller, @Nullable String address) {
        BulkItem planned = plan(action, item, group, caller);
        if (planned.outcome() != BulkItem.Outcome.WOULD_CHANGE) {
            return planned;
        }
        User user = users.byName(item).orElseThrow();
        Actor actor = caller.actor(address);
        return switch (action) {
            case DISABLE_USERS -> done(item, accounts.disable(user.id(), actor));
            case ENABLE_USERS -> done(item, accounts.enable(user.id(), actor));
            case ADD_TO_GROUP -> change(item, group, Set.of(user), Set.of(), actor);
            case REMOVE_FROM_GROUP -> change(item, group, Set.of(), Set.of(user), actor);
            case STOP_SERVERS -> planned;
        };
    }

    /** Once for all items, of whoever may change the group at all: what each of them is told says nothing to the audit log. */
    void recordElevation(Action action, @Nullable String group, Caller caller, @Nullable String address) {
        if (action == Action.ADD_TO_GROUP
                && group != null
                && access.allows(caller, "groups", new Target.OfGroup(group))) {
            var _ = elevation.refuseGroup(caller, group, address);
        }
    }

    private BulkItem change(String item, @Nullable String group, Set<User> in, Set<User> out, Actor actor) {
        if (group == null || !groups.exists(group)) {
            return BulkItem.hidden(item);
        }
        groups.change(group, names(in), names(out), actor);
        return BulkItem.changed(item);
    }

    private static Set<UserName> names(Set<User> users) {
        return users.stream().map(User::name).collect(Collectors.toSet());
    }

    private BulkItem added(Caller caller, User user, @Nullable String group) {
        return Optional.ofNullable(group)
                .flatMap(name -> elevation.byGroup(caller, name))
                .map(above -> BulkItem.refused(user.name().value(), BulkReason.ROLE_ABOVE_YOURS, above.reason()))
                .orElseGet(() -> grouped(user, group, true, BulkReason.WILL_BE_ADDED, BulkReason.ALREADY_MEMBER));
    }

    private BulkItem grouped(User user, @Nullable String group, boolean in, BulkReason would, BulkReason already) {
        String name = user.name().value();
        if (group == null || !groups.exists(group)) {
            return BulkItem.refused(name, BulkReason.NO_SUCH_GROUP);
        }
        Map<Long, List<String>> memberships = groups.of(List.of(user.id()));
        boolean member = memberships.getOrDefault(user.id(), List.of()).contains(group);
        return member == in ? BulkItem.nothing(name, already) : BulkItem.would(name, would);
    }

    /** Why this caller may not close this account. */
    private static Optional<BulkReason> closable(Caller caller, User user) {
        if (caller.is(user)) {
            return Optional.of(BulkReason.OWN_ACCOUNT);
        }
        return user.admin() && !caller.admin() ? Optional.of(BulkReason.ADMINISTRATOR) : Optional.empty();
    }

    /** As for one: accounts by who may administer them; a group's members by who may change the group. */
    private boolean may(Caller caller, User user, @Nullable String group) {
        return group != null
                ? access.allows(caller, "groups", new Target.OfGroup(group))
                : access.allows(
                        caller, "admin:users", new Target.OfUser(user.name().value()));
    }

    private static BulkItem done(String item, AccountOutcome outcome) {
        return switch (outcome) {
            case AccountOutcome.Done _ -> BulkItem.changed(item);
            case AccountOutcome.NameTaken _ -> BulkItem.hidden(item);
            case AccountOutcome.Refused refused ->
                refused.code().equals("LAST_ADMIN")
                        ? BulkItem.refused(item, BulkReason.LAST_ADMINISTRATOR, refused.reason())
                        : BulkItem.hidden(item);
        };
    }
}
