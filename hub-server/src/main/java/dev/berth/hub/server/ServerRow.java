package dev.berth.hub.server;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row: everything that a step of the reconciler needs, read by the statement that claimed it.
 *
 * @param epoch the epoch of the claim, which every write of a result includes
 * @param launch what to start and for whom; null only for a server that was never started
 * @param accepted whether the spawner's acceptance of this generation is recorded
 * @param pending how long ago that was, by the database's clock; zero if it is not recorded
 * @param deadline when its start times out, or would have; null before the start is accepted
 * @param missing whether it was missing in a complete list that began after the acceptance
 * @param times the recorded times of this generation
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
        @Nullable StartDeadline deadline,
        boolean missing,
        Times times) {

    public ServerRef ref() {
        return new ServerRef(runtimeName, generation);
    }

    public Launch requiredLaunch() {
        if (launch == null) {
            throw new IllegalStateException("Server " + id + " was never started, so there is nothing to run");
        }
        return launch;
    }

    /**
     * The parameters of one start, as stored with the row.
     *
     * @param home the runtime name of the user's home directory
     * @param hostLabel the label of the user's own host, if users have separate hosts
     * @param path the path below the base URL
     */
    public record Launch(ServerSpec spec, Owner owner, String home, String hostLabel, String path) {}

    /**
     * What the hub itself knows about the times of a run, where the runtime does not.
     *
     * @param allocated whether it is recorded that the run has resources
     * @param stopWanted when its end was decided
     */
    public record Times(
            boolean allocated,
            @Nullable Instant accepted,
            @Nullable Instant ready,
            @Nullable Instant seen,
            @Nullable Instant stopWanted) {}
}
