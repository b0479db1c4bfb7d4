package dev.berth.hub.access;

import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Whether somebody would give others, or themselves, rights that they do not have: by a group or a name to which the configuration ties a
 * role. Nobody can (JupyterHub's rule for roles and tokens, and its CVE-2024-41942). What a provider says of groups at a sign-in is the
 * configuration's word and is not asked here.
 */
@Component
public class Elevation {

    private final AccessProperties properties;

    Elevation(AccessProperties properties) {
        this.properties = properties;
    }

    /**
     * A role that is above the caller.
     *
     * @param role its name
     * @param lacking the scopes in it that the caller lacks, sorted, as texts
     */
    public record Above(String role, Set<String> lacking) {

        /** For whoever tried it. */
        public String reason() {
            return "It would give the role " + role
                    + " of berth.access.roles, which is above your own rights: you lack " + String.join(", ", lacking)
                    + ". Ask somebody who has them.";
        }
    }

    /** The first role that members of this group have and the caller, by this credential, could not give. */
    public Optional<Above> byGroup(Caller caller, String group) {
        return first(caller, role -> role.groups().contains(group));
    }

    /**
     * The same of a name that a user is to have. Who may make administrators may make anybody.
     *
     * @param name as it will be
     */
    public Optional<Above> byName(Caller caller, UserName name) {
        return caller.admin()
                ? Optional.empty()
                : first(
                        caller,
                        role -> role.users().stream()
                                .anyMatch(each -> UserName.of(each).equals(Optional.of(name))));
    }

    private Optional<Above> first(Caller caller, Predicate<AccessProperties.Role> given) {
        return properties.roles().stream()
                .filter(given)
                .map(role -> new Above(role.name(), lacking(caller, role)))
                .filter(above -> !above.lacking().isEmpty())
                .findFirst();
    }

    /** Of what the role says about others: what everybody has of their own is nothing that is given. */
    private static Set<String> lacking(Caller caller, AccessProperties.Role role) {
        List<Scope> aboutOthers = Roles.parse(role.scopes()).stream()
                .filter(scope ->
                        !scope.name().equals(ScopeCatalog.SELF) && !(scope.filter() instanceof ScopeFilter.Own))
                .toList();
        return caller.scopes().missing(Scopes.expand(aboutOthers, "", null), caller.groups());
    }
}
