package dev.berth.hub.usage;

import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import org.springframework.stereotype.Component;

/** The upkeep of usage records, by one hub at a time. */
@Component
class UsageLoop extends RepeatedWork {

    private static final String LEASE = "usage";

    /** So many rows that a backlog of years is gone within hours, and so few that a transaction takes well under a second. */
    private static final int ROWS = 5_000;

    private final UsageUpkeep upkeep;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final UsageProperties properties;

    UsageLoop(UsageUpkeep upkeep, LeaseRepository leases, HubIdentity hub, UsageProperties properties) {
        super("usage", properties.upkeepInterval(), properties.upkeepInterval());
        this.upkeep = upkeep;
        this.leases = leases;
        this.hub = hub;
        this.properties = properties;
    }

    @Override
    protected void turn() {
        if (leases.take(LEASE, hub.id(), properties.upkeepInterval().multipliedBy(2))) {
            upkeep.closeAbandoned();
            var _ = upkeep.age(ROWS);
        }
    }
}
