package dev.berth.hub.api;

import java.util.Optional;

/** The processes of servers, by the names of user and server. */
@FunctionalInterface
public interface ServerProcesses {

    /** The process id of a running server. */
    Optional<Long> pid(String user, String server);
}
