package dev.berth.hub.access;

import dev.berth.hub.user.Groups;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Decides whether a caller may do something. */
@Component
public class Access {

    private final Groups groups;

    Access(Groups groups) {
        this.groups = groups;
    }

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

    /** Which users a caller may see by a scope. */
    public sealed interface Visibility {

        record Everybody() implements Visibility {}

        /** Only these names; possibly none. */
        record Only(Set<String> names) implements Visibility {
            public Only {
                names = Set.copyOf(names);
            }
        }
    }

    /** Whether the caller holds the scope for this target. */
    public boolean allows(Caller caller, String scope, Target target) {
        return caller.scopes().allow(scope, target, groups::members);
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
    public Visibility visibleUsers(Caller caller, String scope) {
        Set<String> names = new HashSet<>();
        for (Scope held : caller.scopes().named(scope).toList()) {
            switch (held.filter()) {
                case ScopeFilter.All() -> {
                    return new Visibility.Everybody();
                }
                case ScopeFilter.OfUser(String name) -> names.add(name);
                case ScopeFilter.OfGroup(String name) -> names.addAll(groups.members(name));
                case ScopeFilter.OfServer _, ScopeFilter.OfService _, ScopeFilter.Own _ -> {}
            }
        }
        return new Visibility.Only(names);
    }
}
