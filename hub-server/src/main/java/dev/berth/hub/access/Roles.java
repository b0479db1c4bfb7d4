package dev.berth.hub.access;

import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which roles users have: {@code user} everybody, {@code admin} administrators, others by configuration. */
@Component
public class Roles {

    private static final Scope SELF = new Scope(ScopeCatalog.SELF, new ScopeFilter.All());

    private final AccessProperties properties;
    private final Groups groups;

    Roles(AccessProperties properties, Groups groups) {
        this.properties = properties;
        this.groups = groups;
    }

    /** Names of a user's roles. */
    public List<String> of(User user) {
        List<String> names = new ArrayList<>(List.of("user"));
        if (user.admin()) {
            names.add("admin");
        }
        configured(user).stream().map(AccessProperties.Role::name).forEach(names::add);
        return names;
    }

    /** Everything that a user may do, by all roles together; their own name and groups included, which nobody can lack. */
    public Scopes scopes(User user) {
        List<Scope> templates = new ArrayList<>(List.of(SELF));
        if (user.admin()) {
            ScopeCatalog.ADMIN.forEach(name -> templates.add(new Scope(name, new ScopeFilter.All())));
        }
        configured(user).forEach(role -> templates.addAll(parse(role.scopes())));
        return Scopes.expand(templates, user.name().value(), null).plus(identify(user));
    }

    /** What every credential says about its owner. */
    static Scopes identify(User user) {
        List<Scope> own = parse(List.of("read:users:name!user", "read:users:groups!user"));
        return Scopes.expand(own, user.name().value(), null);
    }

    static List<Scope> parse(Collection<String> texts) {
        return texts.stream().flatMap(text -> Scope.parse(text).stream()).toList();
    }

    private List<AccessProperties.Role> configured(User user) {
        if (properties.roles().isEmpty()) {
            return List.of();
        }
        List<String> in = groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
        return properties.roles().stream()
                .filter(role -> role.groups().stream().anyMatch(in::contains)
                        || role.users().stream()
                                .anyMatch(name -> UserName.of(name).equals(java.util.Optional.of(user.name()))))
                .toList();
    }
}
