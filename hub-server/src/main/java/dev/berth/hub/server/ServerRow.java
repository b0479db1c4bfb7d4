package dev.berth.hub.server;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row: all that a step of the reconciler needs, read in the statement that claimed it.
 *
 * @param epoch of the claim; every write of a result is under it
 * @param launch what to start and for whom; null only for a server that was never started
 * @param accepted whether the spawner's acceptance of this generation is recorded
 * @param pending how long ago that was, by the database's clock; zero where it is not
 * @param overdue whether the start has passed its dead-line, by the database's clock
 * @param missing whether a complete list that began after the acceptance did not have it
 */
public record ServerRow(
        long id,
        long userId,
        String userName,
        String name,
        String runtimeName,
        long generation,
        Wanted wanted,
        Seen seen,
        long epoch,
        @Nullable Launch launch,
        @Nullable Secret token,
        @Nullable Address address,
        boolean accepted,
        Duration pending,
        boolean overdue,
        boolean missing) {

    public ServerRef ref() {
        return new ServerRef(runtimeName, generation);
    }

    public Launch requiredLaunch() {
        if (launch == null) {
            throw new IllegalStateException("Server " + id + " was never started and has nothing to run");
        }
        return launch;
    }

    /**
     * What one start runs with, as stored with the row.
     *
     * @param home the runtime name of the user's home
     * @param hostLabel of the user's own host, where users have such
     * @param path below the base URL
     */
    public record Launch(ServerSpec spec, Owner owner, String home, String hostLabel, String path) {}
}
