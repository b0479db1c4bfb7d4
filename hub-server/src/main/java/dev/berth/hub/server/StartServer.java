package dev.berth.hub.server;

import dev.berth.hub.profile.ServerSpec;
import dev.berth.spi.spawn.Owner;

/**
 * A request that a server run.
 *
 * @param home the runtime name of the owner's home directory, unique in the installation
 * @param hostLabel the label of the owner's own host; empty if all users share one
 * @param serverName empty for the default server
 * @param by the name of the person who requests it
 */
public record StartServer(
        long userId, Owner owner, String home, String hostLabel, String serverName, ServerSpec spec, String by) {}
