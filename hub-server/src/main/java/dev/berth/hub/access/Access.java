package dev.berth.hub.access;

import dev.berth.hub.user.VisibleUsers;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides whether a caller may do something. */
@Component
public class Access {

    /** What the answer to a wish is. */
    public sealed interface Judgement {

        /** Go on. */
        record Allowed() implements Judgement {}

        /** The caller has none of the scopes in any form: 403, which says so. */
        record Lacking(List<String> anyOf) implements Judgement {
            public Lacking {
                anyOf = List.copyOf(anyOf);
            }
        }

        /** The caller's scopes are limited to other targets: 404, the same as for a target that is not there. */
        record Hidden() implements Judgement {}
    }

    /** Whether the caller holds the scope for this target. */
    public boolean allows(Caller caller, String scope, Target target) {
        return caller.scopes().allow(scope, target, caller.groups());
    }

    /** Whether one of the scopes is enough, and if not, what to say. */
    public Judgement judge(Caller caller, Collection<String> anyOf, Target target) {
        if (anyOf.stream().anyMatch(scope -> allows(caller, scope, target))) {
            return new Judgement.Allowed();
        }
        boolean limited = anyOf.stream().anyMatch(scope -> caller.scopes().holdAnyFormOf(scope));
        return limited && !(target instanceof Target.OfHub)
                ? new Judgement.Hidden()
                : new Judgement.Lacking(List.copyOf(anyOf));
    }

    /** For lists: whose rows the caller may see by this scope. A server's filter shows no user. */
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

    /** For lists of groups: the names that the caller may see by this scope; null for all. */
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
