package dev.berth.hub.access;

import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/**
 * Roles that tests define and assign while the hub runs, as if they were in the configuration. Those who were not assigned any have the
 * roles that the hub gives them. An assignment replaces these, so that a test can take even the role {@code user} from somebody.
 */
@Primary
public class KitRoles extends Roles {

    /** Held by everybody to whom a test did not assign roles. */
    public static final String USER = "user";

    /** Follows the administrator flag, unless a test assigned roles. */
    public static final String ADMIN = "admin";

    /** Those of servers and tokens, which the hub does not look up: they cannot be redefined. */
    private static final Map<String, Definition> BUILT_IN = Map.of(
            "server",
            new Definition(
                    List.of("users:activity!user", "access:servers!server"), "Post activity and access the server"),
            "token",
            new Definition(List.of(ScopeCatalog.INHERIT), "Everything that the owner of the token can do"));

    private final Groups groups;
    private final ScopeCatalog catalog;
    private final ObjectProvider<GrantedScopes> granted;
    private final Map<String, Definition> definitions = new ConcurrentHashMap<>(standard());
    private final Map<Long, List<String>> ofUsers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> ofGroups = new ConcurrentHashMap<>();
    private final Map<String, List<String>> ofServices = new ConcurrentHashMap<>();

    KitRoles(AccessProperties properties, Groups groups, ScopeCatalog catalog, ObjectProvider<GrantedScopes> granted) {
        super(properties, groups, catalog, granted);
        this.groups = groups;
        this.catalog = catalog;
        this.granted = granted;
    }

    /**
     * What a role means.
     *
     * @param scopes as declared, not expanded
     */
    public record Definition(List<String> scopes, String description) {
        public Definition {
            scopes = List.copyOf(scopes);
        }
    }

    private static Map<String, Definition> standard() {
        Map<String, Definition> roles = new LinkedHashMap<>(BUILT_IN);
        roles.put(USER, new Definition(List.of(ScopeCatalog.SELF), "Standard user privileges"));
        roles.put(ADMIN, new Definition(ScopeCatalog.ADMIN, "Elevated privileges (can do anything)"));
        return roles;
    }

    /** All definitions, by name. */
    public Map<String, Definition> definitions() {
        return Map.copyOf(definitions);
    }

    /** Whether the hub gives this role its meaning, so that no test can. */
    public static boolean isBuiltIn(String name) {
        return BUILT_IN.containsKey(name);
    }

    /**
     * Defines or redefines a role.
     *
     * @throws IllegalArgumentException if its name or a scope is not one that the configuration could contain
     */
    public void define(String name, Definition definition) {
        if (!definitions.containsKey(name)) {
            // The record checks the name.
            var _ = new AccessProperties.Role(name, null, List.of(), List.of(), List.of(), List.of());
        }
        for (String scope : definition.scopes()) {
            if (catalog.parse(scope).isEmpty() || scope.startsWith(ScopeCatalog.INHERIT)) {
                throw new IllegalArgumentException("The role \"" + name + "\" contains the scope \"" + scope
                        + "\", which does not exist or can be used only for tokens");
            }
        }
        definitions.put(name, definition);
    }

    /** Removes a role and all its assignments; false if it does not exist. A standard role cannot be removed. */
    public boolean remove(String name) {
        if (standard().containsKey(name)) {
            throw new IllegalArgumentException("The role \"" + name + "\" is a default role and cannot be removed");
        }
        Stream.of(ofUsers, ofGroups, ofServices)
                .forEach(assigned -> assigned.replaceAll((_, roles) -> without(roles, name)));
        return definitions.remove(name) != null;
    }

    private static List<String> without(List<String> roles, String name) {
        return roles.stream().filter(role -> !role.equals(name)).toList();
    }

    /** Forgets what tests defined and assigned. */
    public void reset() {
        ofUsers.clear();
        ofGroups.clear();
        ofServices.clear();
        definitions.putAll(standard());
        definitions.keySet().retainAll(standard().keySet());
    }

    /** Gives a user exactly these roles. */
    public void assign(User user, Collection<String> roles) {
        ofUsers.put(user.id(), known(roles));
    }

    /** Gives the members of a group these roles. */
    public void assignToGroup(String group, Collection<String> roles) {
        ofGroups.put(group, known(roles));
    }

    /** Gives a service exactly these roles. */
    public void assignToService(String service, Collection<String> roles) {
        ofServices.put(service, known(roles));
    }

    public void forgetService(String service) {
        ofServices.remove(service);
    }

    private List<String> known(Collection<String> roles) {
        for (String role : roles) {
            if (!definitions.containsKey(role)) {
                throw new IllegalArgumentException("There is no role \"" + role + "\"");
            }
        }
        return List.copyOf(new LinkedHashSet<>(roles));
    }

    /** The roles of a user that do not come from a group. */
    @Override
    public List<String> direct(User user) {
        List<String> assigned = ofUsers.get(user.id());
        return assigned != null ? assigned : user.admin() ? List.of(USER, ADMIN) : List.of(USER);
    }

    /** Keeps the roles that a user has now, whatever happens to the administrator flag. */
    public void keep(User user) {
        ofUsers.putIfAbsent(user.id(), direct(user));
    }

    /** Over REST, the flag and the role are one decision. */
    @EventListener
    void on(UserEvent.AdminChanged event) {
        ofUsers.computeIfPresent(event.user().id(), (_, roles) -> {
            List<String> others = without(roles, ADMIN);
            return event.user().admin()
                    ? Stream.concat(others.stream(), Stream.of(ADMIN)).toList()
                    : others;
        });
    }

    @EventListener
    void on(UserEvent.Deleted event) {
        ofUsers.remove(event.user().id());
    }

    @Override
    public List<String> of(User user) {
        return of(user, memberOf(user));
    }

    @Override
    public List<String> of(User user, List<String> memberOf) {
        SequencedSet<String> names = new LinkedHashSet<>(direct(user));
        memberOf.forEach(group -> names.addAll(ofGroup(group)));
        return List.copyOf(names);
    }

    @Override
    public List<String> ofGroup(String group) {
        return ofGroups.getOrDefault(group, List.of());
    }

    /** The roles of groups as the configuration would contain them; not the one for administrators, which it cannot contain. */
    List<AccessProperties.Role> ofGroupsAsConfigured() {
        List<AccessProperties.Role> all = new ArrayList<>();
        definitions.forEach((name, definition) -> {
            List<String> held = ofGroups.entrySet().stream()
                    .filter(group -> group.getValue().contains(name))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!held.isEmpty() && !name.equals(ADMIN) && !isBuiltIn(name)) {
                all.add(new AccessProperties.Role(name, null, definition.scopes(), List.of(), held, List.of()));
            }
        });
        return all;
    }

    @Override
    public List<String> of(Service service) {
        List<String> assigned = ofServices.get(service.name());
        return assigned != null ? assigned : service.admin() ? List.of(ADMIN) : List.of();
    }

    @Override
    public List<Role> all() {
        return definitions.entrySet().stream()
                .map(role -> new Role(
                        role.getKey(),
                        standard().containsKey(role.getKey()),
                        role.getValue().scopes(),
                        List.of(),
                        List.of(),
                        List.of()))
                .toList();
    }

    @Override
    public Scopes scopes(User user) {
        return scopes(user, _ -> true);
    }

    @Override
    Scopes scopesWithoutAdmin(User user) {
        return scopes(user, role -> !role.equals(ADMIN));
    }

    private Scopes scopes(User user, Predicate<String> counts) {
        List<Scope> templates = templates(of(user), counts);
        granted.stream().forEach(source -> templates.addAll(source.of(user)));
        return Scopes.expand(catalog, templates, user.name().value(), null).plus(identify(user));
    }

    @Override
    Scopes scopes(Service service) {
        return scopes(service, _ -> true);
    }

    @Override
    Scopes scopesWithoutAdmin(Service service) {
        return scopes(service, role -> !role.equals(ADMIN));
    }

    private Scopes scopes(Service service, Predicate<String> counts) {
        List<Scope> templates = templates(of(service), counts);
        templates.addAll(catalog.parse(List.of("read:services:name!service")));
        return Scopes.expand(catalog, templates, service);
    }

    private List<Scope> templates(List<String> roles, Predicate<String> counts) {
        return new ArrayList<>(roles.stream()
                .filter(counts)
                .filter(role -> !role.equals("token"))
                .flatMap(role -> Optional.ofNullable(definitions.get(role)).stream())
                .flatMap(definition -> catalog.parse(definition.scopes()).stream())
                .toList());
    }

    private List<String> memberOf(User user) {
        return groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }
}
