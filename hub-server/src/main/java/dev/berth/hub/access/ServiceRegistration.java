package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.Groups;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds and removes services while the hub runs. The configuration has precedence. */
@Component
public class ServiceRegistration {

    /**
     * How long proxies refuse the token of a removed service, which can be given to a service again. Servers and services remember for five
     * minutes whose it was.
     */
    private static final Duration WITHDRAWN_FOR = Duration.ofMinutes(10);

    private static final String TOKEN_TAKEN = "api_token is the token of another service. Use a different one";

    private final Services services;
    private final ScopeCatalog catalog;
    private final JdbcServiceRepository repository;
    private final Withdrawals withdrawals;
    private final Groups groups;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    ServiceRegistration(
            Services services,
            ScopeCatalog catalog,
            JdbcServiceRepository repository,
            Withdrawals withdrawals,
            Groups groups,
            AuditLog audit,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.services = services;
        this.catalog = catalog;
        this.repository = repository;
        this.withdrawals = withdrawals;
        this.groups = groups;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds a service. It cannot be allowed more than the caller is.
     *
     * @param token its token; null for a service that does not call the hub
     */
    public ServiceChange add(Service service, @Nullable String token, Caller caller, @Nullable String address) {
        Optional<String> problem = problem(service, token);
        if (problem.isPresent()) {
            return new ServiceChange.Invalid(problem.get());
        }
        Set<String> missing = missing(service, caller);
        if (!missing.isEmpty()) {
            return new ServiceChange.MissingScopes(missing);
        }
        if (services.byName(service.name()).isPresent() || hasClient(service)) {
            return new ServiceChange.AlreadyExists();
        }
        if (CredentialHash.of(token).flatMap(services::byToken).isPresent()) {
            return new ServiceChange.Invalid(TOKEN_TAKEN);
        }
        ServiceChange change = inTransaction(service, token, caller.actor(address));
        if (change instanceof ServiceChange.Done) {
            events.publishEvent(new ServiceEvent.Added(service));
        }
        return change;
    }

    private ServiceChange inTransaction(Service service, @Nullable String token, Actor actor) {
        try {
            return transactions.execute(
                    _ -> repository.insert(service) ? added(service, token, actor) : new ServiceChange.AlreadyExists());
        } catch (DuplicateKeyException sameTokenAtTheSameTime) {
            return new ServiceChange.Invalid(TOKEN_TAKEN);
        }
    }

    private ServiceChange added(Service service, @Nullable String token, Actor actor) {
        if (token != null) {
            repository.replaceToken(service.name(), CredentialHash.sha256(token));
        }
        audit.record(new AuditEvent(AuditAction.SERVICE_ADDED, actor, target(service), facts(service)));
        return new ServiceChange.Done(service);
    }

    /** Removes a service, its tokens, and those of its visitors; complete when every connected proxy knows. */
    public ServiceChange remove(String name, Caller caller, @Nullable String address) {
        Optional<Service> found = services.byName(name);
        if (found.isEmpty()) {
            return new ServiceChange.NotFound();
        }
        Service service = found.get();
        return service.declared()
                ? new ServiceChange.Declared()
                : withdrawals.inTransaction(withdraw -> removed(service, withdraw, caller.actor(address)));
    }

    private ServiceChange removed(Service service, Consumer<List<WithdrawnCredential>> withdraw, Actor actor) {
        Instant until = clock.instant().plus(WITHDRAWN_FOR);
        List<WithdrawnCredential> tokens = repository.tokens(service.name()).stream()
                .map(hash -> new WithdrawnCredential(hash, until))
                .toList();
        if (!repository.delete(service.name())) {
            return new ServiceChange.NotFound();
        }
        audit.record(new AuditEvent(AuditAction.SERVICE_REMOVED, actor, target(service), facts(service)));
        events.publishEvent(new ServiceEvent.Removed(service));
        events.publishEvent(new ServiceEvent.Withdrawn(service));
        withdraw.accept(tokens);
        return new ServiceChange.Done(service);
    }

    private Optional<String> problem(Service service, @Nullable String token) {
        String name = ServiceName.problem(service.name());
        if (name != null) {
            return Optional.of(name);
        }
        String ofToken = token == null ? null : ServiceToken.problem(token);
        if (ofToken != null) {
            return Optional.of("api_token " + ofToken);
        }
        List<String> problems = new ArrayList<>();
        new DeclaredService(service, catalog, problems::add).check();
        return problems.stream().findFirst();
    }

    private Set<String> missing(Service service, Caller caller) {
        Service.Client client = service.client();
        List<Scope> wanted = new ArrayList<>(client == null ? List.of() : catalog.parse(client.allowedScopes()));
        if (service.admin()) {
            ScopeCatalog.ADMIN.forEach(scope -> wanted.add(new Scope(scope, new ScopeFilter.All())));
        }
        return new HashSet<>(caller.scopes().missing(Scopes.expand(catalog, wanted, service), groups::members));
    }

    private boolean hasClient(Service service) {
        Service.Client client = service.client();
        return client != null && services.byClientId(client.id()).isPresent();
    }

    private static Target target(Service service) {
        return new Target(Target.Kind.SERVICE, service.name());
    }

    private static Map<String, String> facts(Service service) {
        return Map.of("url", String.valueOf(service.url()), "admin", String.valueOf(service.admin()));
    }
}
