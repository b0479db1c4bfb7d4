package dev.berth.hub.server.reconcile;

import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import dev.berth.hub.server.ServersProperties;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Sweeps at the start and then periodically, one replica at a time for each domain. */
@Component
class SweepLoop extends RepeatedWork {

    private final Sweep sweep;
    private final Spawner spawner;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final ServersProperties properties;

    SweepLoop(Sweep sweep, Spawner spawner, LeaseRepository leases, HubIdentity hub, ServersProperties properties) {
        super("sweep", Duration.ZERO, properties.sweepInterval());
        this.sweep = sweep;
        this.spawner = spawner;
        this.leases = leases;
        this.hub = hub;
        this.properties = properties;
    }

    @Override
    protected void turn() {
        String lease = "sweep:" + spawner.domain();
        if (leases.take(lease, hub.id(), properties.sweepInterval().dividedBy(2))) {
            sweep.run();
        }
    }
}
