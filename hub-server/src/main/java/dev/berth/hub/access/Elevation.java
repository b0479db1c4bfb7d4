package dev.berth.hub.access;

import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.UserName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether somebody would give others, or themselves, permissions that they do not have, through a group or a name to which the
 * configuration assigns a role. This is always denied (JupyterHub's rule for roles and tokens, and its CVE-2024-41942). Groups that a
 * provider returns at a sign-in count as configured and are not checked here.
 */
@Component
public class Elevation {

    private final AccessProperties properties;
    private final ScopeCatalog catalog;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    Elevation(AccessProperties properties, ScopeCatalog catalog, AuditLog audit, TransactionTemplate transactions) {
        this.properties = properties;
        this.catalog = catalog;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * A role with more permissions than the caller.
     *
     * @param role the role's name
     * @param lacking the scopes of the role that the caller does not have, sorted, as texts
     */
    public record Above(String role, Set<String> lacking) {

        /** For the person who tried it. */
        public String reason() {
            return "This would grant the role " + role
                    + " of berth.access.roles, which has permissions that you do not have: "
                    + String.join(", ", lacking)
                    + ". Ask somebody who has these permissions.";
        }
    }

    /** The first role that members of this group have and that the caller, with this credential, cannot grant. */
    public Optional<Above> byGroup(Caller caller, String group) {
        return first(caller, role -> role.groups().contains(group));
    }

    /** The same, but for an attempt that is rejected because of it, which is recorded in the audit log. */
    public Optional<Above> refuseGroup(Caller caller, String group, @Nullable String address) {
        Optional<Above> above = byGroup(caller, group);
        above.ifPresent(role -> record(caller, new Target(Target.Kind.GROUP, group), role, address));
        return above;
    }

    /**
     * The same for a username. People who can create administrators can create any user.
     *
     * @param name the username after the change
     */
    public Optional<Above> refuseName(Caller caller, UserName name, @Nullable String address) {
        Optional<Above> above = caller.admin()
                ? Optional.empty()
                : first(
                        caller,
                        role -> role.users().stream()
                                .anyMatch(each -> UserName.of(each).equals(Optional.of(name))));
        above.ifPresent(role -> record(caller, Target.user(name.value()), role, address));
        return above;
    }

    private void record(Caller caller, Target target, Above above, @Nullable String address) {
        Map<String, String> detail = Map.of("role", above.role(), "lacking", String.join(" ", above.lacking()));
        transactions.executeWithoutResult(transaction ->
                audit.record(new AuditEvent(AuditAction.ROLE_REFUSED, caller.actor(address), target, detail)));
    }

    private Optional<Above> first(Caller caller, Predicate<AccessProperties.Role> given) {
        return properties.roles().stream()
                .filter(given)
                .map(role -> new Above(role.name(), lacking(caller, role)))
                .filter(above -> !above.lacking().isEmpty())
                .findFirst();
    }

    /** Only scopes on others count: everybody has the scopes on their own account. */
    private Set<String> lacking(Caller caller, AccessProperties.Role role) {
        List<Scope> aboutOthers = catalog.parse(role.scopes()).stream()
                .filter(scope ->
                        !scope.name().equals(ScopeCatalog.SELF) && !(scope.filter() instanceof ScopeFilter.Own))
                .toList();
        return caller.scopes().missing(Scopes.expand(catalog, aboutOthers, "", null), caller.groups());
    }
}
