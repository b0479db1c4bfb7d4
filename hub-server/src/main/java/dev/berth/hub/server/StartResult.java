package dev.berth.hub.server;

import java.util.Map;

/** The result of a request to start a server. */
public sealed interface StartResult {

    /** Recorded: from here on it starts, whatever happens to this hub. */
    record Wanted(long serverId, long generation) implements StartResult {}

    /** It was already requested and is starting. */
    record AlreadyPending(long serverId, long generation) implements StartResult {}

    record AlreadyRunning(long serverId) implements StartResult {}

    /** It is still stopping; the request must be repeated when it is gone. */
    record StillStopping(long serverId) implements StartResult {}

    /** Too many at the same time in the installation. */
    record Busy(String what, int limit) implements StartResult {}

    /** This user cannot have more named servers. */
    record TooManyNamed(int limit) implements StartResult {}

    /** The account of its user is disabled or deleted. */
    record AccountClosed() implements StartResult {}

    /** The user's provider no longer confirms the user. */
    record NotHere() implements StartResult {}

    /**
     * Invalid options for the profile.
     *
     * @param problems one sentence for each option, by name
     */
    record BadOptions(Map<String, String> problems) implements StartResult {
        public BadOptions {
            problems = Map.copyOf(problems);
        }
    }

    /** The name is not valid for a server. */
    record BadName(String why) implements StartResult {}

    /** The name is the same as that of a page of the default server, and no server has it yet. */
    record ReservedName(String why) implements StartResult {}
}
