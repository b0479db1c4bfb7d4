package dev.berth.hub.service;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.RepeatedWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.DisposableBean;

/** Starts, watches and restarts the programs of services that tests declare, as the hub does for those of its configuration. */
public class KitServiceProcesses extends RepeatedWork implements DisposableBean {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Services services;
    private final ServiceProcesses processes;
    private final ServiceProcessRepository repository;
    private final ServiceEnvironment environment;
    private final HubIdentity hub;
    private final InstantSource clock;
    private final Map<String, SupervisedService> supervised = new LinkedHashMap<>();

    KitServiceProcesses(
            Services services,
            ServiceProcesses processes,
            ServiceProcessRepository repository,
            ServiceEnvironment environment,
            HubIdentity hub,
            InstantSource clock) {
        super("services of tests", PAUSE, PAUSE);
        this.services = services;
        this.processes = processes;
        this.repository = repository;
        this.environment = environment;
        this.hub = hub;
        this.clock = clock;
    }

    @Override
    protected synchronized void turn() throws InterruptedException {
        for (SupervisedService each : List.copyOf(supervised.values())) {
            each.turn(clock.instant());
        }
    }

    /** Starts the program of a service, in its present declaration; returns when the process exists, or could not be started. */
    public synchronized void start(Service service) throws InterruptedException {
        end(service.name());
        SupervisedService program = new SupervisedService(service, services, processes, repository, environment, hub);
        supervised.put(service.name(), program);
        program.turn(clock.instant());
    }

    /** Ends the program of a service, if it has one. */
    public synchronized void end(String service) throws InterruptedException {
        SupervisedService program = supervised.remove(service);
        if (program != null) {
            program.end();
            repository.keepOnly(supervised.keySet());
        }
    }

    /** Ends all of them. */
    public synchronized void endAll() throws InterruptedException {
        for (String service : Set.copyOf(supervised.keySet())) {
            end(service);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        endAll();
    }
}
