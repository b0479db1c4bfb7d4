package dev.berth.hub.service;

import dev.berth.hub.access.Service;
import dev.berth.hub.access.Services;
import dev.berth.hub.replica.HubIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service that this hub starts, watches and restarts. Used by one thread. */
final class SupervisedService {

    private static final Logger log = LoggerFactory.getLogger(SupervisedService.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A program that ran for so long counts as healthy: its next end is the first one. */
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private final Service service;
    private final Services services;
    private final ServiceProcesses processes;
    private final ServiceProcessRepository repository;
    private final ServiceEnvironment environment;
    private final HubIdentity hub;
    private @Nullable ServiceProgram program;
    private Instant started = Instant.MIN;
    private Instant next = Instant.MIN;
    private int failures;
    private int restarts;
    private @Nullable ServiceEnding ending;
    private ServiceProcess.@Nullable State reported;

    SupervisedService(
            Service service,
            Services services,
            ServiceProcesses processes,
            ServiceProcessRepository repository,
            ServiceEnvironment environment,
            HubIdentity hub) {
        this.service = service;
        this.services = services;
        this.processes = processes;
        this.repository = repository;
        this.environment = environment;
        this.hub = hub;
    }

    /** Brings the program closer to what is wanted. */
    void turn(Instant now) throws InterruptedException {
        boolean wanted =
                repository.find(service.name()).map(ServiceProcess::wanted).orElse(true);
        ServiceProgram current = program;
        if (!wanted) {
            end();
            failures = 0;
            restarts = 0;
            next = now;
            report(ServiceProcess.State.STOPPED);
        } else if (current == null) {
            startIfDue(now);
        } else if (!current.isAlive()) {
            ended(current, now);
        } else {
            report(ServiceProcess.State.RUNNING);
        }
    }

    private void startIfDue(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        try {
            SystemAccount account = account();
            String token = services.renewToken(service);
            program = ServiceProgram.start(
                    service, account, environment.of(service, account, token), processes.log(service.name()));
            started = now;
            restarts += failures > 0 ? 1 : 0;
            log.info("The service {} was started under the account {}", service.name(), account.name());
            reported = null;
            report(ServiceProcess.State.RUNNING);
        } catch (IOException failure) {
            failed(new ServiceEnding(ServiceEnding.Kind.NOT_STARTED, String.valueOf(failure.getMessage())), now);
        }
    }

    private SystemAccount account() throws IOException {
        String wanted = service.account() == null ? Long.toString(SystemAccount.ownUid()) : service.account();
        SystemAccount account =
                SystemAccount.find(wanted).orElseThrow(() -> new IOException("this machine has no account " + wanted));
        if (account.uid() == 0) {
            throw new IOException("it would run as root");
        }
        return account;
    }

    private void ended(ServiceProgram gone, Instant now) {
        program = null;
        if (Duration.between(started, now).compareTo(HEALTHY) >= 0) {
            failures = 0;
        }
        failed(gone.ending(), now);
    }

    private void failed(ServiceEnding what, Instant now) {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 6));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        failures++;
        next = now.plus(bounded);
        ending = what;
        log.warn("The service {} {}; it is started again in {} s", service.name(), what, bounded.toSeconds());
        reported = null;
        report(ServiceProcess.State.WAITING);
    }

    void end() throws InterruptedException {
        if (program != null) {
            program.end();
            program = null;
            reported = null;
            log.info("The service {} was stopped", service.name());
        }
    }

    private void report(ServiceProcess.State state) {
        if (state != reported) {
            repository.report(service.name(), state, hub.id(), program == null ? 0 : program.pid(), restarts, ending);
            reported = state;
        }
    }
}
