package dev.berth.hub.jupyterhub;

import dev.berth.hub.access.Roles;
import dev.berth.hub.access.ScopeCatalog;
import dev.berth.hub.access.Services;
import dev.berth.hub.jupyterhub.ForeignHub.Program;
import dev.berth.hub.jupyterhub.ForeignHub.Role;
import dev.berth.hub.user.UserName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Roles and services, which Berth declares in its configuration: YAML for those that are missing there. A role that exists is compared with
 * JupyterHub's assignments, and only what is missing is named.
 */
@Component
class RoleAdvice {

    private static final Set<String> BUILT_IN = Set.of("user", "admin", "server", "token");

    /** A longer list is not for a configuration file. */
    private static final int MOST_NAMES = 50;

    private final Roles roles;
    private final Services services;
    private final ScopeCatalog catalog;

    RoleAdvice(Roles roles, Services services, ScopeCatalog catalog) {
        this.roles = roles;
        this.services = services;
        this.catalog = catalog;
    }

    List<String> lines(ForeignHub hub, People people, Tally tally) {
        List<String> roleLines = new ArrayList<>();
        Map<String, Roles.Role> declared =
                roles.all().stream().collect(Collectors.toMap(Roles.Role::name, role -> role, (one, _) -> one));
        for (Role role : hub.roles()) {
            if (BUILT_IN.contains(role.name())) {
                roleLines.addAll(builtIn(role, declared, tally));
                continue;
            }
            Optional<Roles.Role> here = Optional.ofNullable(declared.get(role.name()));
            Missing missing = missing(role, hub, people, here);
            if (!missing.isNobody()) {
                roleLines.addAll(
                        missing.yaml(role, here.isPresent() ? null : known(role.name(), role.scopes(), tally)));
            }
        }
        List<String> serviceLines = services(hub, tally);
        List<String> all = new ArrayList<>();
        if (!roleLines.isEmpty() || !serviceLines.isEmpty()) {
            all.addAll(List.of("berth:", "  access:"));
        }
        if (!roleLines.isEmpty()) {
            all.add("    roles:");
            all.addAll(roleLines);
        }
        if (!serviceLines.isEmpty()) {
            all.add("    services:");
            all.addAll(serviceLines);
        }
        return all;
    }

    /** In both, everybody has the role {@code user}, and the configuration can add scopes to it. */
    private List<String> builtIn(Role role, Map<String, Roles.Role> declared, Tally tally) {
        if (role.name().equals("admin") && !role.groups().isEmpty()) {
            tally.note(
                    "role \"admin\"",
                    "In JupyterHub, the members of " + Shown.text(String.join(", ", role.groups()))
                            + " have it. Here, only users have it: see admin-groups of your provider.");
        }
        Roles.Role here = declared.get("user");
        if (!role.name().equals("user") || here == null) {
            return List.of();
        }
        if (!role.scopes().contains("self")) {
            tally.note("role \"user\"", "In JupyterHub, it does not have the scope self. Here, it always has.");
        }
        List<String> more = role.scopes().stream()
                .filter(text -> !here.scopes().contains(text))
                .toList();
        List<String> known = known(role.name(), more, tally);
        return known.isEmpty() ? List.of() : List.of("      - name: user", "        scopes: " + Yaml.list(known));
    }

    private static Missing missing(Role role, ForeignHub hub, People people, Optional<Roles.Role> declared) {
        Set<String> groups = new LinkedHashSet<>(role.groups());
        Set<String> services = new LinkedHashSet<>(role.services());
        Set<UserName> users = new LinkedHashSet<>();
        role.users().forEach(number -> people.name(number).ifPresent(users::add));
        declared.ifPresent(here -> {
            here.groups().forEach(groups::remove);
            here.services().forEach(services::remove);
            here.users().forEach(name -> UserName.of(name).ifPresent(users::remove));
            hub.groups().stream()
                    .filter(group -> here.groups().contains(group.name()))
                    .flatMap(group -> group.members().stream())
                    .forEach(number -> people.name(number).ifPresent(users::remove));
        });
        return new Missing(
                users.stream().map(UserName::value).sorted().toList(), List.copyOf(groups), List.copyOf(services));
    }

    /** Who has a role in JupyterHub and not here. */
    private record Missing(List<String> users, List<String> groups, List<String> services) {

        boolean isNobody() {
            return users.isEmpty() && groups.isEmpty() && services.isEmpty();
        }

        /** With the scopes of a role that is not declared. */
        List<String> yaml(Role role, @Nullable List<String> scopes) {
            List<String> lines = new ArrayList<>();
            lines.add("      - name: " + Yaml.text(role.name()) + (scopes == null ? "   # exists; add:" : ""));
            if (scopes != null) {
                lines.add("        scopes: " + Yaml.list(scopes));
            }
            add("users", users, lines);
            add("groups", groups, lines);
            add("services", services, lines);
            return lines;
        }

        private static void add(String key, List<String> names, List<String> lines) {
            if (!names.isEmpty()) {
                List<String> first = names.stream().limit(MOST_NAMES).toList();
                int more = names.size() - first.size();
                lines.add("        " + key + ": " + Yaml.list(first)
                        + (more > 0 ? "   # and " + more + " more: use a group" : ""));
            }
        }
    }

    private List<String> known(String role, List<String> scopes, Tally tally) {
        List<String> unknown = scopes.stream()
                .filter(text -> catalog.parse(text).isEmpty() || text.startsWith("inherit"))
                .toList();
        if (!unknown.isEmpty()) {
            tally.note(
                    "role \"" + Shown.text(role) + "\"",
                    "Berth does not have these scopes: " + Shown.text(String.join(", ", unknown)) + ".");
        }
        return scopes.stream().filter(text -> !unknown.contains(text)).toList();
    }

    private List<String> services(ForeignHub hub, Tally tally) {
        List<String> lines = new ArrayList<>();
        Set<String> administrators = hub.roles().stream()
                .filter(role -> role.name().equals("admin"))
                .flatMap(role -> role.services().stream())
                .collect(Collectors.toSet());
        for (Program program : hub.services()) {
            String shown = "service \"" + Shown.text(program.name()) + "\"";
            int tokens = hub.skipped().services().getOrDefault(program.id(), 0);
            if (services.byName(program.name()).isPresent()) {
                continue;
            }
            tally.omitted(
                    shown,
                    "Services belong to the configuration, see below."
                            + (tokens > 0
                                    ? " Its token is in JupyterHub's configuration, and must have 32 characters."
                                    : ""));
            lines.add("      - name: " + Yaml.text(program.name()));
            if (program.admin() || administrators.contains(program.name())) {
                lines.add("        admin: true");
            }
            if (tokens > 0) {
                lines.add("        api-token-file: " + Yaml.text("/etc/berth/" + program.name() + ".token"));
            }
        }
        return lines;
    }
}
