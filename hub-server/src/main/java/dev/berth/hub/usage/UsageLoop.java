package dev.berth.hub.usage;

import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The upkeep of usage records, by one hub at a time. */
@Component
class UsageLoop extends RepeatedWork {

    private static final String LEASE = "usage";

    /** So many rows that a backlog of years is gone within hours, and so few that a transaction takes well under a second. */
    private static final int ROWS = 5_000;

    private final UsageUpkeep upkeep;
    private final UsageRollUp rollUp;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final UsageProperties properties;

    UsageLoop(
            UsageUpkeep upkeep,
            UsageRollUp rollUp,
            LeaseRepository leases,
            HubIdentity hub,
            UsageProperties properties) {
        super("usage", properties.upkeepInterval(), properties.upkeepInterval());
        this.upkeep = upkeep;
        this.rollUp = rollUp;
        this.leases = leases;
        this.hub = hub;
        this.properties = properties;
    }

    @Override
    protected void turn() {
        if (!isMine()) {
            return;
        }
        upkeep.closeAbandoned();
        var _ = upkeep.age(ROWS);
        for (Optional<LocalDate> day = rollUp.next(); day.isPresent() && isMine(); day = rollUp.next()) {
            rollUp.roll(day.get());
        }
    }

    /** Taken again before each day: years that were never rolled up take longer than the lease. */
    private boolean isMine() {
        return !Thread.currentThread().isInterrupted()
                && leases.take(LEASE, hub.id(), properties.upkeepInterval().multipliedBy(2));
    }
}
