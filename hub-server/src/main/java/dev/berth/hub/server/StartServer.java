package dev.berth.hub.server;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Owner;

/**
 * The wish that a server run.
 *
 * @param home the runtime name of the owner's home, unique in the installation
 * @param hostLabel of the owner's own host; empty where all share one
 * @param serverName empty for the default server
 * @param by who asks
 */
public record StartServer(
        long userId, Owner owner, String home, String hostLabel, String serverName, ServerSpec spec, String by) {}
