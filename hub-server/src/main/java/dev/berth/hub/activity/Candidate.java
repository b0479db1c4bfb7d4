package dev.berth.hub.activity;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import java.time.Instant;

/**
 * A server that culling may have to stop.
 *
 * @param basePath its path, prefixed with the base URL
 * @param lastUse the time of a person's last request or message
 */
record Candidate(
        long serverId,
        ServerRef ref,
        Address address,
        String basePath,
        Secret token,
        ServerSpec spec,
        Instant lastUse,
        Instant readyAt) {}
