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
 * Whether somebody would give others, or themselves, rights that they do not have: by a group or a name to which the configuration ties a
 * role. Nobody can (JupyterHub's rule for roles and tokens, and its CVE-2024-41942). What a provider says of groups at a sign-in is the
 * configuration's word and is not asked here.
 */
@Component
public class Elevation {

    private final AccessProperties properties;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    Elevation(AccessProperties properties, AuditLog audit, TransactionTemplate transactions) {
        this.properties = properties;
        this.audit = audit;
        this.transactions = transactions;
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

    /** The same where it was tried, and is refused for it: that goes into the audit log. */
    public Optional<Above> refuseGroup(Caller caller, String group, @Nullable String address) {
        Optional<Above> above = byGroup(caller, group);
        above.ifPresent(role -> record(caller, new Target(Target.Kind.GROUP, group), role, address));
        return above;
    }

    /**
     * The same of a name that a user was to have. Who may make administrators may make anybody.
     *
     * @param name as it would be
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

    /** Of what the role says about others: what everybody has of their own is nothing that is given. */
    private static Set<String> lacking(Caller caller, AccessProperties.Role role) {
        List<Scope> aboutOthers = Roles.parse(role.scopes()).stream()
                .filter(scope ->
                        !scope.name().equals(ScopeCatalog.SELF) && !(scope.filter() instanceof ScopeFilter.Own))
                .toList();
        return caller.scopes().missing(Scopes.expand(aboutOthers, "", null), caller.groups());
    }
}
