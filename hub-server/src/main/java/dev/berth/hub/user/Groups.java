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

/** Groups and their members. Names are case-sensitive, as in JupyterHub. */
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

    /** Whether a group with that name exists; cheap, however many members it has. */
    public boolean exists(String name) {
        return groups.id(name).isPresent();
    }

    public List<Group> all() {
        return groups.all();
    }

    /**
     * One page of the groups, by name.
     *
     * @param names only these; null for all
     */
    public List<Group> page(@Nullable Set<String> names, int offset, int limit) {
        return groups.page(names, offset, limit);
    }

    /** The number of groups on all such pages. */
    public long count(@Nullable Set<String> names) {
        return groups.count(names);
    }

    /** The names of the groups of each of these users, sorted. */
    public Map<Long, List<String>> of(Collection<Long> userIds) {
        return groups.of(userIds);
    }

    /** Usernames of a group's members; empty for a group that does not exist. */
    public Set<String> members(String group) {
        return groups.byName(group).map(found -> Set.copyOf(found.members())).orElse(Set.of());
    }

    /** Creates a group; false if a group with that name exists. */
    public boolean create(String name, Actor actor) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean created = groups.insert(name);
            if (created) {
                record(AuditAction.GROUP_CREATED, actor, name, Map.of());
            }
            return created;
        }));
    }

    /** Deletes a group; false if it does not exist. */
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

    /** Adds users to a group and removes others. Unknown usernames are ignored. */
    public void change(String name, Set<UserName> added, Set<UserName> removed, Actor actor) {
        Set<String> changed = new HashSet<>();
        transactions.executeWithoutResult(transaction -> {
            long id = groups.id(name).orElseThrow(() -> new IllegalArgumentException("unknown group " + name));
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

    /**
     * Adds users whom the caller's transaction created. Nobody has had access because of them yet, so nobody loses it: the proxies need not
     * be told, which would keep the routes of all other users waiting until the transaction ends.
     */
    public void addNew(String name, Set<UserName> added, Actor actor) {
        long id = groups.id(name).orElseThrow(() -> new IllegalArgumentException("unknown group " + name));
        Set<String> in = groups.add(id, texts(added));
        if (!in.isEmpty()) {
            record(
                    AuditAction.GROUP_MEMBERS_CHANGED,
                    actor,
                    name,
                    Map.of("added", String.join(" ", in), "removed", ""));
        }
    }

    /** Replaces a group's properties, a JSON object. */
    public void setProperties(String name, String json, Actor actor) {
        transactions.executeWithoutResult(transaction -> {
            groups.setProperties(name, json);
            record(AuditAction.GROUP_CHANGED, actor, name, Map.of());
        });
    }

    /** Members may have lost permissions: one event after the commit, which waits for the proxies, is sufficient for all of them. */
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
