package dev.berth.hub.administration;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.GroupName;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes groups on behalf of a caller. Each method is idempotent; a user who loses rights with a group has lost them when it returns. */
@Component
public class GroupAdministration {

    private final Groups groups;
    private final UserDirectory users;
    private final Elevation elevation;

    GroupAdministration(Groups groups, UserDirectory users, Elevation elevation) {
        this.groups = groups;
        this.users = users;
        this.elevation = elevation;
    }

    /**
     * Makes groups with members. Groups that exist already are left as they are. If one name or member is rejected, no group is made.
     *
     * @param names as requested
     * @param members usernames; each must exist
     */
    public GroupChange create(
            Caller caller, Collection<String> names, Collection<String> members, @Nullable String address) {
        Optional<String> problem = names.stream()
                .flatMap(name -> Optional.ofNullable(GroupName.problem(name)).stream())
                .findFirst();
        if (problem.isPresent()) {
            return new GroupChange.InvalidName(problem.get());
        }
        Set<String> missing = new LinkedHashSet<>(names);
        missing.removeIf(groups::exists);
        if (missing.isEmpty()) {
            return new GroupChange.AlreadyExist(List.copyOf(names));
        }
        Optional<GroupChange.Rejected> rejected =
                unknown(members).or(() -> escalation(caller, missing, members, address));
        return rejected.isPresent() ? rejected.get() : create(missing, names(members), caller.actor(address));
    }

    private GroupChange create(Set<String> missing, Set<UserName> members, Actor actor) {
        List<String> made =
                missing.stream().filter(name -> groups.create(name, actor)).toList();
        made.forEach(name -> groups.change(name, members, Set.of(), actor));
        return made.isEmpty() ? new GroupChange.AlreadyExist(List.copyOf(missing)) : new GroupChange.Done(made);
    }

    /** Deletes a group; its members stay. */
    public GroupChange delete(Caller caller, String group, @Nullable String address) {
        return groups.delete(group, caller.actor(address))
                ? new GroupChange.Done(List.of(group))
                : new GroupChange.NotFound(group);
    }

    /**
     * Adds members.
     *
     * @param members usernames; each must exist
     */
    public GroupChange add(Caller caller, String group, Collection<String> members, @Nullable String address) {
        if (!groups.exists(group)) {
            return new GroupChange.NotFound(group);
        }
        Optional<GroupChange.Rejected> rejected =
                unknown(members).or(() -> escalation(caller, Set.of(group), members, address));
        return rejected.isPresent() ? rejected.get() : change(group, names(members), Set.of(), caller.actor(address));
    }

    /**
     * Removes members.
     *
     * @param members usernames; each must exist
     */
    public GroupChange remove(Caller caller, String group, Collection<String> members, @Nullable String address) {
        if (!groups.exists(group)) {
            return new GroupChange.NotFound(group);
        }
        Optional<GroupChange.Rejected> rejected = unknown(members);
        return rejected.isPresent() ? rejected.get() : change(group, Set.of(), names(members), caller.actor(address));
    }

    /** The role that members of this group have and that exceeds the caller's permissions; for a preview, so it is not recorded. */
    public Optional<Elevation.Above> escalation(Caller caller, String group) {
        return elevation.byGroup(caller, group);
    }

    private GroupChange change(String group, Set<UserName> in, Set<UserName> out, Actor actor) {
        groups.change(group, in, out, actor);
        return new GroupChange.Done(List.of(group));
    }

    private Optional<GroupChange.Rejected> escalation(
            Caller caller, Set<String> names, Collection<String> members, @Nullable String address) {
        return members.isEmpty()
                ? Optional.empty()
                : names.stream()
                        .flatMap(name -> elevation.refuseGroup(caller, name, address).stream()
                                .<GroupChange.Rejected>map(above -> new GroupChange.Escalation(name, above)))
                        .findFirst();
    }

    /** A misspelt username is an error, never left out in silence. */
    private Optional<GroupChange.Rejected> unknown(Collection<String> members) {
        return new TreeSet<>(members)
                .stream()
                        .filter(name -> users.byName(name).isEmpty())
                        .findFirst()
                        .map(GroupChange.NoSuchUser::new);
    }

    private Set<UserName> names(Collection<String> members) {
        return members.stream()
                .flatMap(name -> users.byName(name).stream())
                .map(User::name)
                .collect(Collectors.toSet());
    }
}
