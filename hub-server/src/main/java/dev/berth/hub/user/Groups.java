package dev.berth.hub.user;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Groups and who is in them. Their names are case-sensitive, as JupyterHub's are. */
@Component
public class Groups {

    private final JdbcGroupRepository groups;
    private final JdbcUserRepository users;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    Groups(
            JdbcGroupRepository groups,
            JdbcUserRepository users,
            AuditLog audit,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.groups = groups;
        this.users = users;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
    }

    public Optional<Group> byName(String name) {
        return groups.byName(name);
    }

    /** Whether there is a group of that name; cheap, whoever is in it. */
    public boolean exists(String name) {
        return groups.id(name).isPresent();
    }

    public List<Group> all() {
        return groups.all();
    }

    /**
     * Part of all groups, by name.
     *
     * @param names only these; null for all
     */
    public List<Group> page(@Nullable Set<String> names, int offset, int limit) {
        return groups.page(names, offset, limit);
    }

    /** How many there are on all such pages. */
    public long count(@Nullable Set<String> names) {
        return groups.count(names);
    }

    /** Names of the groups that each of these users is in, sorted. */
    public Map<Long, List<String>> of(Collection<Long> userIds) {
        return groups.of(userIds);
    }

    /** Names of a group's users; empty for a group that is not there. */
    public Set<String> members(String group) {
        return groups.byName(group).map(found -> Set.copyOf(found.members())).orElse(Set.of());
    }

    /** Makes a group; false when there is one of that name. */
    public boolean create(String name, Actor actor) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean created = groups.insert(name);
            if (created) {
                record(AuditAction.GROUP_CREATED, actor, name, Map.of());
            }
            return created;
        }));
    }

    /** Removes a group; false when there is none of that name. */
    public boolean delete(String name, Actor actor) {
        Set<String> changed = new HashSet<>();
        boolean deleted = Boolean.TRUE.equals(transactions.execute(transaction -> {
            Set<String> members = members(name);
            boolean gone = groups.delete(name);
            if (gone) {
                record(AuditAction.GROUP_DELETED, actor, name, Map.of());
                publish(members);
                changed.addAll(members);
            }
            return gone;
        }));
        settled(changed);
        return deleted;
    }

    /** Puts users into a group and takes others out of it. Names that are no user's change nothing. */
    public void change(String name, Set<UserName> added, Set<UserName> removed, Actor actor) {
        Set<String> changed = new HashSet<>();
        transactions.executeWithoutResult(transaction -> {
            long id = groups.id(name).orElseThrow(() -> new IllegalArgumentException("no group " + name));
            Set<String> in = groups.add(id, texts(added));
            Set<String> out = groups.remove(id, texts(removed));
            if (!in.isEmpty() || !out.isEmpty()) {
                record(
                        AuditAction.GROUP_MEMBERS_CHANGED,
                        actor,
                        name,
                        Map.of("added", String.join(" ", in), "removed", String.join(" ", out)));
                publish(in);
                publish(out);
                changed.addAll(out);
            }
        });
        settled(changed);
    }

    /** Replaces a group's properties, a JSON object. */
    public void setProperties(String name, String json, Actor actor) {
        transactions.executeWithoutResult(transaction -> {
            groups.setProperties(name, json);
            record(AuditAction.GROUP_CHANGED, actor, name, Map.of());
        });
    }

    /** Somebody may have lost rights with a group: one word after the commit, which waits for the proxies, is enough for all. */
    private void settled(Set<String> names) {
        names.stream()
                .flatMap(name -> users.byName(new UserName(name)).stream())
                .findFirst()
                .ifPresent(user -> events.publishEvent(new UserEvent.Settled(user)));
    }

    private void publish(Set<String> names) {
        names.stream()
                .flatMap(name -> users.byName(new UserName(name)).stream())
                .forEach(user -> events.publishEvent(new UserEvent.GroupsChanged(user)));
    }

    private void record(AuditAction action, Actor actor, String group, Map<String, String> detail) {
        audit.record(new AuditEvent(action, actor, new Target(Target.Kind.GROUP, group), detail));
    }

    private static Set<String> texts(Set<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.toSet());
    }
}
