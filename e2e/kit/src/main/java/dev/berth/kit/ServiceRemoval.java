package dev.berth.kit;

import dev.berth.hub.access.KitServices;
import dev.berth.hub.access.Service;
import dev.berth.hub.access.ServiceEvent;
import dev.berth.hub.service.KitServiceProcesses;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes the services that tests declared, and those that were added over REST. */
final class ServiceRemoval {

    private final KitServices services;
    private final KitServiceProcesses programs;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    ServiceRemoval(
            KitServices services,
            KitServiceProcesses programs,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            JdbcClient jdbc) {
        this.services = services;
        this.programs = programs;
        this.events = events;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    void removeAll() {
        try {
            programs.endAll();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        List<Service> gone = new ArrayList<>(services.reset());
        services.all().stream().filter(service -> !service.declared()).forEach(gone::add);
        jdbc.sql("DELETE FROM service_tokens").update();
        jdbc.sql("DELETE FROM services").update();
        gone.forEach(service -> transactions.executeWithoutResult(_ -> {
            events.publishEvent(new ServiceEvent.Removed(service));
            // Its listener takes the last lock of a transaction.
            events.publishEvent(new ServiceEvent.Withdrawn(service));
        }));
    }
}
