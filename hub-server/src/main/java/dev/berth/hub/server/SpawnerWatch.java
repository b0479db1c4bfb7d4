package dev.berth.hub.server;

import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What this hub knows about its spawner: problems that would keep servers from starting, and when it last listed all servers. */
@Component
public class SpawnerWatch {

    private final Spawner spawner;
    private final InstantSource clock;
    private final Duration interval;
    private volatile @Nullable Attempt last;

    SpawnerWatch(Spawner spawner, InstantSource clock, ServersProperties properties) {
        this.spawner = spawner;
        this.clock = clock;
        this.interval = properties.sweepInterval();
    }

    /**
     * A listing of everything in the runtime.
     *
     * @param at when it ended
     * @param servers how many there were; 0 if it failed
     * @param problem why it failed, or null
     */
    public record Attempt(Instant at, int servers, @Nullable String problem) {}

    /** The domain of this hub's spawner: a machine or a cluster. */
    public String domain() {
        return spawner.domain();
    }

    /** The problems that would make every start fail, each with its remedy. */
    public List<String> problems() {
        return spawner.preflight();
    }

    /** The last listing by this hub; if several hubs share a domain, only one of them lists. */
    public Optional<Attempt> lastLook() {
        return Optional.ofNullable(last);
    }

    /** The interval between listings. */
    public Duration interval() {
        return interval;
    }

    public void listed(int servers) {
        last = new Attempt(clock.instant(), servers, null);
    }

    public void failed(String problem) {
        last = new Attempt(clock.instant(), 0, problem);
    }
}
