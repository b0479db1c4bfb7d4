package dev.berth.hub.bulk;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.access.Target;
import dev.berth.hub.administration.GroupAdministration;
import dev.berth.hub.administration.GroupChange;
import dev.berth.hub.administration.UserAdministration;
import dev.berth.hub.administration.UserChange;
import dev.berth.hub.bulk.BulkWish.Action;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Enables and disables many accounts, and changes the group of many users. */
@Component
class BulkUsers {

    private final UserDirectory users;
    private final Groups groups;
    private final Access access;
    private final Elevation elevation;
    private final UserAdministration administration;
    private final GroupAdministration groupAdministration;

    BulkUsers(
            UserDirectory users,
            Groups groups,
            Access access,
            Elevation elevation,
            UserAdministration administration,
            GroupAdministration groupAdministration) {
        this.users = users;
        this.groups = groups;
        this.access = access;
        this.elevation = elevation;
        this.administration = administration;
        this.groupAdministration = groupAdministration;
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
                        ? unless(administration.closable(caller, user), name, BulkReason.WILL_BE_DISABLED)
                        : BulkItem.nothing(name, BulkReason.ALREADY_DISABLED);
            case ENABLE_USERS ->
                user.active()
                        ? BulkItem.nothing(name, BulkReason.ALREADY_ENABLED)
                        : unless(administration.changeable(caller, user), name, BulkReason.WILL_BE_ENABLED);
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
        List<String> member = List.of(user.name().value());
        String to = String.valueOf(group);
        return switch (action) {
            case DISABLE_USERS -> done(item, administration.disable(caller, user, address));
            case ENABLE_USERS -> done(item, administration.enable(caller, user, address));
            case ADD_TO_GROUP -> done(item, groupAdministration.add(caller, to, member, address));
            case REMOVE_FROM_GROUP -> done(item, groupAdministration.remove(caller, to, member, address));
            case STOP_SERVERS -> planned;
        };
    }

    /** Recorded once for all items, if the caller can change the group at all: the audit log does not need an event for each item. */
    void recordElevation(Action action, @Nullable String group, Caller caller, @Nullable String address) {
        if (action == Action.ADD_TO_GROUP
                && group != null
                && access.allows(caller, "groups", new Target.OfGroup(group))) {
            var _ = elevation.refuseGroup(caller, group, address);
        }
    }

    private BulkItem added(Caller caller, User user, @Nullable String group) {
        return Optional.ofNullable(group)
                .flatMap(name -> groupAdministration.escalation(caller, name))
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

    private static BulkItem unless(Optional<UserChange.Rejected> rejected, String name, BulkReason would) {
        return rejected.map(why -> BulkItem.refused(name, reason(why), why.reason()))
                .orElseGet(() -> BulkItem.would(name, would));
    }

    /** The same permissions as for a single item: for accounts, administering the user; for members of a group, changing the group. */
    private boolean may(Caller caller, User user, @Nullable String group) {
        return group != null
                ? access.allows(caller, "groups", new Target.OfGroup(group))
                : access.allows(
                        caller, "admin:users", new Target.OfUser(user.name().value()));
    }

    private static BulkItem done(String item, UserChange change) {
        return change instanceof UserChange.Rejected rejected
                ? BulkItem.refused(item, reason(rejected), rejected.reason())
                : BulkItem.changed(item);
    }

    private static BulkItem done(String item, GroupChange change) {
        return switch (change) {
            case GroupChange.Done _ -> BulkItem.changed(item);
            case GroupChange.Escalation escalation ->
                BulkItem.refused(item, BulkReason.ROLE_ABOVE_YOURS, escalation.reason());
            case GroupChange.Rejected _ -> BulkItem.hidden(item);
        };
    }

    private static BulkReason reason(UserChange.Rejected rejected) {
        return switch (rejected) {
            case UserChange.OwnAccount _ -> BulkReason.OWN_ACCOUNT;
            case UserChange.AdministratorsOnly _ -> BulkReason.ADMINISTRATOR;
            case UserChange.Refused _ -> BulkReason.LAST_ADMINISTRATOR;
            case UserChange.InvalidName _,
                    UserChange.NameTaken _,
                    UserChange.AlreadyExist _,
                    UserChange.Escalation _,
                    UserChange.ServersActive _ -> BulkReason.NOT_FOUND;
        };
    }
}
