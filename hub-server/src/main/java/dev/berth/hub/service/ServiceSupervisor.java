package dev.berth.hub.service;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs the services with a {@code command}, on the one hub that has the lease. A hub that cannot renew its lease ends its programs before
 * another hub can take it.
 */
@Component
class ServiceSupervisor extends RepeatedWork implements DisposableBean {

    private static final String LEASE = "services";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final Duration HELD = Duration.ofSeconds(30);
    /** The difference leaves time to end programs, and for clocks that run at different speeds. */
    private static final Duration TRUSTED = Duration.ofSeconds(15);

    private final ServiceProcessRepository repository;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final InstantSource clock;
    private final Map<String, SupervisedService> supervised = new LinkedHashMap<>();
    private boolean tidy;
    private long renewed = System.nanoTime() - HELD.toNanos();

    ServiceSupervisor(
            Services services,
            ServiceProcesses processes,
            ServiceProcessRepository repository,
            ServiceEnvironment environment,
            LeaseRepository leases,
            HubIdentity hub,
            InstantSource clock) {
        super("service supervisor", PAUSE, PAUSE);
        this.repository = repository;
        this.leases = leases;
        this.hub = hub;
        this.clock = clock;
        for (Service service : services.declared()) {
            if (service.command() != null) {
                supervised.put(
                        service.name(),
                        new SupervisedService(service, services, processes, repository, environment, hub));
            }
        }
    }

    @Override
    protected void turn() throws InterruptedException {
        if (supervised.isEmpty()) {
            tidyUp();
        } else if (hasLease()) {
            tidyUp();
            for (SupervisedService each : supervised.values()) {
                each.turn(clock.instant());
            }
        } else {
            end();
        }
    }

    private void tidyUp() {
        if (!tidy) {
            repository.keepOnly(supervised.keySet());
            tidy = true;
        }
    }

    /** While the database is away, the lease that this hub took from it lasts for a while. */
    private boolean hasLease() {
        if (System.nanoTime() - renewed < RENEWAL.toNanos()) {
            return true;
        }
        try {
            if (leases.take(LEASE, hub.id(), HELD)) {
                renewed = System.nanoTime();
                return true;
            }
            renewed = System.nanoTime() - HELD.toNanos();
            return false;
        } catch (DataAccessException away) {
            if (System.nanoTime() - renewed > TRUSTED.toNanos()) {
                return false;
            }
            throw away;
        }
    }

    private void end() throws InterruptedException {
        for (SupervisedService each : List.copyOf(supervised.values())) {
            each.end();
        }
    }

    /** The loop has stopped. Another hub continues at once. */
    @Override
    public void destroy() throws InterruptedException {
        end();
        leases.release(LEASE, hub.id());
    }
}
