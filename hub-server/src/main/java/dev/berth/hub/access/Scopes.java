package dev.berth.hub.access;

import dev.berth.hub.access.ScopeFilter.All;
import dev.berth.hub.access.ScopeFilter.OfGroup;
import dev.berth.hub.access.ScopeFilter.OfServer;
import dev.berth.hub.access.ScopeFilter.OfService;
import dev.berth.hub.access.ScopeFilter.OfUser;
import dev.berth.hub.access.ScopeFilter.Own;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of scopes with everything that they imply. Several scopes with the same name are alternatives.
 *
 * @param all the expanded scopes
 */
public record Scopes(Set<Scope> all) {

    static final Scopes NONE = new Scopes(Set.of());

    public Scopes {
        all = Set.copyOf(all);
    }

    /**
     * Resolves scope templates for their owner: {@code self} and references are replaced, implied scopes are added. {@code inherit} must
     * have been replaced earlier; a reference that cannot be resolved grants nothing.
     *
     * @param server name of the server to which they belong, or null
     */
    static Scopes expand(ScopeCatalog catalog, Collection<Scope> templates, String owner, @Nullable String server) {
        Set<Scope> expanded = new LinkedHashSet<>();
        for (Scope template : templates) {
            if (template.name().equals(ScopeCatalog.SELF)) {
                ScopeCatalog.OWN.forEach(name -> addImplied(catalog, name, new OfUser(owner), expanded));
            } else {
                addImplied(catalog, template.name(), resolve(template.filter(), owner, server), expanded);
            }
        }
        return new Scopes(expanded);
    }

    /** The same for a service: because it is not a user, {@code self} and references to its user or server grant nothing. */
    static Scopes expand(ScopeCatalog catalog, Collection<Scope> templates, Service owner) {
        Set<Scope> expanded = new LinkedHashSet<>();
        for (Scope template : templates) {
            ScopeFilter filter = switch (template.filter()) {
                case Own(String kind) -> kind.equals("service") ? new OfService(owner.name()) : null;
                case All _, OfUser _, OfGroup _, OfServer _, OfService _ -> template.filter();
            };
            if (!template.name().equals(ScopeCatalog.SELF)) {
                addImplied(catalog, template.name(), filter, expanded);
            }
        }
        return new Scopes(expanded);
    }

    /** Whether one of the scopes with this name covers the target. */
    public boolean allow(String name, Target target, Membership groups) {
        return named(name).anyMatch(scope -> covers(scope.filter(), target, groups));
    }

    /** Whether there is a scope with this name at all, whatever its filter. */
    public boolean holdAnyFormOf(String name) {
        return named(name).findAny().isPresent();
    }

    Stream<Scope> named(String name) {
        return all.stream().filter(scope -> scope.name().equals(name));
    }

    /** The scopes that both sides grant. */
    public Scopes intersect(Scopes other, Membership groups) {
        Set<Scope> both = new LinkedHashSet<>();
        for (Scope mine : all) {
            other.named(mine.name())
                    .flatMap(theirs -> meet(mine.filter(), theirs.filter(), groups).stream())
                    .forEach(filter -> both.add(new Scope(mine.name(), filter)));
        }
        return new Scopes(both);
    }

    /** The scopes of the other side that are not included in these. */
    public Set<String> missing(Scopes wanted, Membership groups) {
        return wanted.all.stream()
                .filter(want -> named(want.name())
                        .noneMatch(have ->
                                meet(have.filter(), want.filter(), groups).contains(want.filter())))
                .map(Scope::toString)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    Scopes plus(Scopes other) {
        Set<Scope> union = new LinkedHashSet<>(all);
        union.addAll(other.all);
        return new Scopes(union);
    }

    /** As sorted texts, as the REST API shows them. */
    public List<String> texts() {
        return all.stream().map(Scope::toString).sorted().toList();
    }

    /** A server filter does not cover its user, so scopes on users that a scope implies are omitted. */
    private static void addImplied(ScopeCatalog catalog, String name, @Nullable ScopeFilter filter, Set<Scope> into) {
        if (filter == null) {
            return;
        }
        for (String implied : catalog.implied(name)) {
            boolean aboutUsers =
                    filter instanceof OfServer && !implied.equals(name) && implied.startsWith("read:users");
            if (!aboutUsers) {
                into.add(new Scope(implied, filter));
            }
        }
    }

    private static @Nullable ScopeFilter resolve(ScopeFilter filter, String owner, @Nullable String server) {
        return switch (filter) {
            case Own(String kind) when kind.equals("user") -> new OfUser(owner);
            case Own(String kind) when kind.equals("server") && server != null -> new OfServer(owner, server);
            case Own _ -> null;
            default -> filter;
        };
    }

    static boolean covers(ScopeFilter filter, Target target, Membership groups) {
        return switch (filter) {
            case All() -> true;
            case OfUser(String name) -> name.equals(user(target));
            case OfGroup(String name) -> coversGroup(name, target, groups);
            case OfServer(String user, String server) -> target.equals(new Target.OfServer(user, server));
            case OfService(String name) -> target.equals(new Target.OfService(name));
            case Own _ -> false;
        };
    }

    private static boolean coversGroup(String name, Target target, Membership groups) {
        String user = user(target);
        return target.equals(new Target.OfGroup(name))
                || (user != null && groups.members(name).contains(user));
    }

    private static @Nullable String user(Target target) {
        return switch (target) {
            case Target.OfUser(String name) -> name;
            case Target.OfServer(String user, String server) -> user;
            case Target.OfHub() -> null;
            case Target.OfGroup _ -> null;
            case Target.OfService _ -> null;
        };
    }

    /** The filters that together cover the intersection of both. */
    private static List<ScopeFilter> meet(ScopeFilter one, ScopeFilter other, Membership groups) {
        if (one instanceof All || one.equals(other)) {
            return List.of(other);
        }
        if (other instanceof All) {
            return List.of(one);
        }
        if (includes(one, other, groups)) {
            return List.of(other);
        }
        if (includes(other, one, groups)) {
            return List.of(one);
        }
        return one instanceof OfGroup(String first) && other instanceof OfGroup(String second)
                ? commonMembers(groups.members(first), groups.members(second))
                : List.of();
    }

    private static boolean includes(ScopeFilter wide, ScopeFilter narrow, Membership groups) {
        return switch (narrow) {
            case OfUser(String name) -> wide instanceof OfGroup && covers(wide, new Target.OfUser(name), groups);
            case OfServer(String user, String server) -> covers(wide, new Target.OfServer(user, server), groups);
            default -> false;
        };
    }

    private static List<ScopeFilter> commonMembers(Set<String> first, Set<String> second) {
        List<ScopeFilter> common = new ArrayList<>();
        first.stream().filter(second::contains).sorted().forEach(name -> common.add(new OfUser(name)));
        return common;
    }
}
