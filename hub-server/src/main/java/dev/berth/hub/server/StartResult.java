package dev.berth.hub.server;

import java.util.Map;

/** What became of a wish to start a server. */
public sealed interface StartResult {

    /** On record: from here on it starts, whatever happens to this hub. */
    record Wanted(long serverId, long generation) implements StartResult {}

    /** It was wanted already and is on its way. */
    record AlreadyPending(long serverId, long generation) implements StartResult {}

    record AlreadyRunning(long serverId) implements StartResult {}

    /** It is still on its way down; to be asked again when it is gone. */
    record StillStopping(long serverId) implements StartResult {}

    /** Too many at once in the installation. */
    record Busy(String what, int limit) implements StartResult {}

    /** This user may not have more servers with names. */
    record TooManyNamed(int limit) implements StartResult {}

    /** The account of its user is disabled or gone. */
    record AccountClosed() implements StartResult {}

    /** The provider that vouched for this user does so no longer. */
    record NotHere() implements StartResult {}

    /**
     * Options of the profile that cannot be.
     *
     * @param problems one sentence by the name of the option
     */
    record BadOptions(Map<String, String> problems) implements StartResult {
        public BadOptions {
            problems = Map.copyOf(problems);
        }
    }

    /** The name cannot be a server's. */
    record BadName(String why) implements StartResult {}

    /** The name is that of a page of the default server, and no server has it yet. */
    record ReservedName(String why) implements StartResult {}
}
