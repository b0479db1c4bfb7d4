package dev.berth.hub.jupyterhub;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole import, in one transaction. */
@Component
public class JupyterHubImport {

    private static final Actor ACTOR = Actor.policy("operator");

    private final UserImport users;
    private final GroupImport groups;
    private final ServerImport servers;
    private final TokenImport tokens;
    private final ShareImport shares;
    private final RoleAdvice roles;
    private final Groups membership;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    JupyterHubImport(
            UserImport users,
            GroupImport groups,
            ServerImport servers,
            TokenImport tokens,
            ShareImport shares,
            RoleAdvice roles,
            Groups membership,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.users = users;
        this.groups = groups;
        this.servers = servers;
        this.tokens = tokens;
        this.shares = shares;
        this.roles = roles;
        this.membership = membership;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Imports a JupyterHub's database, or reports what an import would do.
     *
     * @throws ImportException if the database cannot be read
     */
    public Report run(ImportWish wish, Progress progress) {
        ForeignHub hub = ForeignHubReader.read(wish.source(), wish.password());
        return transactions.execute(transaction -> {
            Report report = bring(hub, wish, progress);
            if (!wish.apply()) {
                transaction.setRollbackOnly();
            }
            return report;
        });
    }

    private Report bring(ForeignHub hub, ImportWish wish, Progress progress) {
        Tally tally = new Tally();
        People people = users.run(hub.accounts(), wish.machine(), tally, progress, ACTOR);
        Map<String, Set<UserName>> later = groups.run(hub.groups(), people, tally, progress, ACTOR);
        servers.run(hub.servers(), people, tally, progress, ACTOR);
        tokens.run(hub.tokens(), hub.skipped(), people, tally, progress, ACTOR);
        shares.run(hub.shares(), people, tally, progress, ACTOR);
        List<String> configuration = roles.lines(hub, people, tally);
        Report report = tally.report(wish.source(), hub.revision(), wish.apply(), configuration);
        audit.record(
                new AuditEvent(AuditAction.JUPYTERHUB_IMPORTED, ACTOR, Target.hub(), detail(report, wish.operator())));
        // Last, because from here on the routes of all users wait for this transaction.
        later.forEach((group, names) -> membership.change(group, names, Set.of(), ACTOR));
        return report;
    }

    private static Map<String, String> detail(Report report, String operator) {
        Map<String, String> detail = new HashMap<>();
        detail.put("file", report.source());
        detail.put("operator", operator);
        for (Report.Count count : report.counts()) {
            String key = count.kind().toLowerCase(Locale.ROOT).replace(' ', '_');
            detail.put(key, Integer.toString(count.created()));
        }
        return detail;
    }
}
