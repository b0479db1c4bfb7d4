package dev.berth.hub.replica;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which hubs of the installation are up, by leases that each hub keeps for itself. */
@Component
public class HubPresence {

    /** How long a hub counts as up after its last heartbeat. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final LeaseRepository leases;
    private final JdbcClient jdbc;
    private final HubIdentity hub;
    private volatile boolean leaving;

    HubPresence(LeaseRepository leases, JdbcClient jdbc, HubIdentity hub) {
        this.leases = leases;
        this.jdbc = jdbc;
        this.hub = hub;
    }

    @Scheduled(fixedDelayString = "PT10S")
    public void renew() {
        if (!leaving) {
            var _ = leases.take("hub:" + hub.id(), hub.id(), LEASE);
        }
    }

    /** If several hubs stop together, each leaves before it asks which others are left, so that exactly one of them is the last. */
    public boolean leaveAsLast() {
        leaving = true;
        leases.release("hub:" + hub.id(), hub.id());
        return isLast();
    }

    /** Whether no other hub is up. */
    public boolean isLast() {
        return jdbc.sql("select count(*) from leases where name like 'hub:%' and owner <> ? and until > now()")
                        .param(hub.id())
                        .query(Integer.class)
                        .single()
                == 0;
    }
}
