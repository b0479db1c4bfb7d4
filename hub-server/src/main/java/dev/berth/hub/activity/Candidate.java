package dev.berth.hub.activity;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server that culling may have to stop.
 *
 * @param basePath its path, prefixed with the base URL
 * @param lastUse the time of a person's last request or message
 * @param lastEndpoint which endpoint of the server that was; null if unknown
 */
record Candidate(
        long serverId,
        ServerRef ref,
        Address address,
        String basePath,
        Secret token,
        ServerSpec spec,
        Instant lastUse,
        @Nullable String lastEndpoint,
        Instant readyAt) {}
