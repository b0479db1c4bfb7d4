package dev.berth.proxy.hub;

import dev.berth.proxy.table.RoutingTables;
import dev.berth.spi.route.ProxySettings;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The state that the follower writes and the public side reads. */
public final class ProxyState {

    private final InstantSource clock;
    private final RoutingTables tables = new RoutingTables();
    private final OpenConnections open = new OpenConnections();
    private final HubLink link;
    private final AppliedNumber applied = new AppliedNumber();
    private volatile @Nullable ProxySettings settings;
    private volatile boolean leaving;

    public ProxyState(InstantSource clock) {
        this.clock = clock;
        this.link = new HubLink(clock);
    }

    public InstantSource clock() {
        return clock;
    }

    public RoutingTables tables() {
        return tables;
    }

    public OpenConnections open() {
        return open;
    }

    public HubLink link() {
        return link;
    }

    AppliedNumber applied() {
        return applied;
    }

    /** Sequence number of the last change in the tables; -1 if there is none. */
    public long appliedNumber() {
        return applied.number();
    }

    /** Null until they are known from a hub or the disk. */
    public @Nullable ProxySettings settings() {
        return settings;
    }

    void settings(ProxySettings told) {
        if (!told.equals(settings)) {
            settings = told;
        }
    }

    /** From now on visitors should be sent elsewhere; requests are still served. */
    public void leave() {
        leaving = true;
    }

    /** Whether visitors should be sent here: the tables are filled and can be trusted, and the proxy is not shutting down. */
    public boolean ready() {
        return !leaving && believable();
    }

    /** Whether a hub is connected, or was recently enough for grants to be honored. */
    public boolean believable() {
        ProxySettings current = settings;
        return current != null && link.believable(current.graceSeconds());
    }

    /** Closes connections whose grant has expired since they were opened. */
    public void closeEnded() {
        var _ = open.closeIf(each -> !mayStay(each));
    }

    /** Whether an open connection can stay open. */
    boolean mayStay(OpenConnections.Open open) {
        var now = clock.instant();
        if (open.credentials().stream().anyMatch(each -> tables.withdrawn(each, now))) {
            return false;
        }
        if (!open.admitted()) {
            return true;
        }
        if (!believable()) {
            return false;
        }
        return !open.route().needsGrant()
                || open.credentials().stream()
                        .anyMatch(each -> tables.granted(each, open.route().path(), now));
    }
}
