package dev.berth.hub.access;

import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The roles of users: {@code user} for everybody, {@code admin} for administrators, others by configuration. */
@Component
public class Roles {

    private static final Scope SELF = new Scope(ScopeCatalog.SELF, new ScopeFilter.All());

    private final AccessProperties properties;
    private final Groups groups;
    private final ScopeCatalog catalog;
    private final SingletonSupplier<List<GrantedScopes>> granted;

    Roles(AccessProperties properties, Groups groups, ScopeCatalog catalog, ObjectProvider<GrantedScopes> granted) {
        this.properties = properties;
        this.groups = groups;
        this.catalog = catalog;
        this.granted = SingletonSupplier.of(() -> granted.stream().toList());
    }

    /** Names of a user's roles. */
    public List<String> of(User user) {
        return of(user, memberOf(user));
    }

    /** The same for a user whose groups are known. */
    public List<String> of(User user, List<String> memberOf) {
        List<String> names = new ArrayList<>(List.of("user"));
        if (user.admin()) {
            names.add("admin");
        }
        configured(user, memberOf)
                .filter(role -> !role.isForEverybody())
                .map(AccessProperties.Role::name)
                .forEach(names::add);
        return names;
    }

    /** Names of the roles that a user does not have because of a group: JupyterHub's model of a user shows only these. */
    public List<String> direct(User user) {
        return of(user, List.of());
    }

    /** Names of the roles that a group's members have because of the group. */
    public List<String> ofGroup(String group) {
        return properties.roles().stream()
                .filter(role -> role.groups().contains(group))
                .map(AccessProperties.Role::name)
                .toList();
    }

    /** Names of a principal's roles. */
    public List<String> of(Principal principal) {
        return switch (principal) {
            case Principal.Person(User user) -> of(user);
            case Principal.Program(Service service) -> of(service);
        };
    }

    /** Names of a service's roles. */
    public List<String> of(Service service) {
        List<String> names = new ArrayList<>(service.admin() ? List.of("admin") : List.of());
        configured(service).map(AccessProperties.Role::name).forEach(names::add);
        return names;
    }

    /** All roles, the built-in ones first, with their scopes and the users, groups and services to which the configuration assigns them. */
    public List<Role> all() {
        List<Role> all = new ArrayList<>();
        List<String> everybody = new ArrayList<>(List.of(ScopeCatalog.SELF));
        properties.roles().stream()
                .filter(AccessProperties.Role::isForEverybody)
                .forEach(role -> everybody.addAll(role.scopes()));
        all.add(new Role("user", true, List.copyOf(everybody), List.of(), List.of(), List.of()));
        all.add(new Role("admin", true, List.copyOf(ScopeCatalog.ADMIN), List.of(), List.of(), List.of()));
        properties.roles().stream()
                .filter(role -> !role.isForEverybody())
                .map(role -> new Role(
                        role.name(),
                        false,
                        List.copyOf(role.scopes()),
                        List.copyOf(role.groups()),
                        List.copyOf(role.users()),
                        List.copyOf(role.services())))
                .forEach(all::add);
        return all;
    }

    /**
     * A role.
     *
     * @param builtIn whether it exists without configuration: one for everybody and one for administrators
     * @param scopes as declared, not expanded
     * @param groups groups whose members have it
     * @param users users who have it by name
     * @param services services that have it
     */
    public record Role(
            String name,
            boolean builtIn,
            List<String> scopes,
            List<String> groups,
            List<String> users,
            List<String> services) {}

    /**
     * The scopes of all roles of a user and those that others have granted them, including their own name and groups, which are always
     * readable.
     */
    public Scopes scopes(User user) {
        return scopes(user, user.admin());
    }

    /** The same without the administrator role. */
    Scopes scopesWithoutAdmin(User user) {
        return scopes(user, false);
    }

    private Scopes scopes(User user, boolean admin) {
        List<Scope> templates = new ArrayList<>(List.of(SELF));
        if (admin) {
            ScopeCatalog.ADMIN.forEach(name -> templates.add(new Scope(name, new ScopeFilter.All())));
        }
        configured(user, memberOf(user)).forEach(role -> templates.addAll(catalog.parse(role.scopes())));
        granted.obtain().forEach(source -> templates.addAll(source.of(user)));
        return Scopes.expand(catalog, templates, user.name().value(), null).plus(identify(user));
    }

    /** All scopes of a service, including its own name. */
    Scopes scopes(Service service) {
        return scopes(service, service.admin());
    }

    /** The same without the administrator role. */
    Scopes scopesWithoutAdmin(Service service) {
        return scopes(service, false);
    }

    private Scopes scopes(Service service, boolean admin) {
        List<Scope> templates = new ArrayList<>(catalog.parse(List.of("read:services:name!service")));
        if (admin) {
            ScopeCatalog.ADMIN.forEach(name -> templates.add(new Scope(name, new ScopeFilter.All())));
        }
        configured(service).forEach(role -> templates.addAll(catalog.parse(role.scopes())));
        return Scopes.expand(catalog, templates, service);
    }

    /** The scopes that every credential has on its owner's identity. */
    static Scopes identify(User user) {
        List<Scope> own = ScopeCatalog.STANDARD.parse(List.of("read:users:name!user", "read:users:groups!user"));
        return Scopes.expand(ScopeCatalog.STANDARD, own, user.name().value(), null);
    }

    private Stream<AccessProperties.Role> configured(User user, List<String> memberOf) {
        return properties.roles().stream()
                .filter(role -> role.isForEverybody()
                        || role.groups().stream().anyMatch(memberOf::contains)
                        || role.users().stream()
                                .anyMatch(name -> UserName.of(name).equals(Optional.of(user.name()))));
    }

    private Stream<AccessProperties.Role> configured(Service service) {
        return properties.roles().stream().filter(role -> role.services().contains(service.name()));
    }

    private List<String> memberOf(User user) {
        return properties.roles().isEmpty()
                ? List.of()
                : groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }
}
