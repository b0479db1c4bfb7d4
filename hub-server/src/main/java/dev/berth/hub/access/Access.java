package dev.berth.hub.access;

import dev.berth.hub.user.VisibleUsers;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whether a caller is allowed to do something. */
@Component
public class Access {

    /** The decision about a request. */
    public sealed interface Judgement {

        /** Allowed. */
        record Allowed() implements Judgement {}

        /** The caller does not have any of the scopes in any form: 403, with an explanation. */
        record Lacking(List<String> anyOf) implements Judgement {
            public Lacking {
                anyOf = List.copyOf(anyOf);
            }
        }

        /** The caller's scopes are limited to other targets: 404, the same as for a target that does not exist. */
        record Hidden() implements Judgement {}
    }

    /** Whether the caller has the scope for this target. */
    public boolean allows(Caller caller, String scope, Target target) {
        return caller.scopes().allow(scope, target, caller.groups());
    }

    /** Whether one of the scopes is sufficient, and if not, how to respond. */
    public Judgement judge(Caller caller, Collection<String> anyOf, Target target) {
        if (anyOf.stream().anyMatch(scope -> allows(caller, scope, target))) {
            return new Judgement.Allowed();
        }
        boolean limited = anyOf.stream().anyMatch(scope -> caller.scopes().holdAnyFormOf(scope));
        return limited && !(target instanceof Target.OfHub)
                ? new Judgement.Hidden()
                : new Judgement.Lacking(List.copyOf(anyOf));
    }

    /** For lists: the users whose rows the caller can see with this scope. A server filter does not make a user visible. */
    public VisibleUsers visibleUsers(Caller caller, String scope) {
        Set<String> names = new HashSet<>();
        Set<String> groups = new HashSet<>();
        for (Scope held : caller.scopes().named(scope).toList()) {
            switch (held.filter()) {
                case ScopeFilter.All() -> {
                    return new VisibleUsers.Everybody();
                }
                case ScopeFilter.OfUser(String name) -> names.add(name);
                case ScopeFilter.OfGroup(String name) -> groups.add(name);
                case ScopeFilter.OfServer _, ScopeFilter.OfService _, ScopeFilter.Own _ -> {}
            }
        }
        return new VisibleUsers.Only(names, groups);
    }

    /** For lists of groups: the names that the caller can see with this scope; null for all. */
    public @Nullable Set<String> visibleGroups(Caller caller, String scope) {
        Set<String> names = new HashSet<>();
        for (Scope held : caller.scopes().named(scope).toList()) {
            if (held.filter() instanceof ScopeFilter.All) {
                return null;
            }
            if (held.filter() instanceof ScopeFilter.OfGroup(String name)) {
                names.add(name);
            }
        }
        return names;
    }
}
