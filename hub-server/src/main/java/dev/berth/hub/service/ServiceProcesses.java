package dev.berth.hub.service;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.database.BerthHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The services that hubs start, whichever hub does: what is wanted of them, their state, and their output on this machine. */
@Component
public class ServiceProcesses {

    private final Services services;
    private final ServiceProcessRepository repository;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Path logs;

    ServiceProcesses(
            Services services,
            ServiceProcessRepository repository,
            AuditLog audit,
            TransactionTemplate transactions,
            BerthHome home) {
        this.services = services;
        this.repository = repository;
        this.audit = audit;
        this.transactions = transactions;
        this.logs = home.folder("service-logs");
    }

    /** The process of a service; empty if no hub has started it yet, and for one that hubs do not start. */
    public Optional<ServiceProcess> find(String service) {
        return repository.find(service);
    }

    /** The process id; 0 if it does not run. */
    public long pid(Service service) {
        return service.command() == null
                ? 0
                : find(service.name()).map(ServiceProcess::pid).orElse(0L);
    }

    /** Starts or stops a service that hubs start; false if there is none with this name. The hub with the lease does it within a second. */
    public boolean want(String name, boolean running, Actor actor) {
        if (services.byName(name).filter(service -> service.command() != null).isEmpty()) {
            return false;
        }
        AuditAction action = running ? AuditAction.SERVICE_START_WANTED : AuditAction.SERVICE_STOP_WANTED;
        transactions.executeWithoutResult(_ -> {
            if (repository.want(name, running)) {
                audit.record(new AuditEvent(action, actor, new Target(Target.Kind.SERVICE, name), Map.of()));
            }
        });
        return true;
    }

    /** The last lines that a service wrote on this machine. */
    public List<String> output(String name, int lines) {
        try {
            return log(name).last(lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The output of the service " + name + " in " + logs + " cannot be read", failure);
        }
    }

    ServiceLog log(String name) {
        return new ServiceLog(logs, name);
    }
}
