package dev.berth.hub.server;

import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An event of a server, published inside the transaction that records it: writes of a listener belong to that transaction, and an exception
 * in a listener rolls it back.
 */
public sealed interface ServerEvent {

    long serverId();

    /** A start was requested. */
    record Requested(long serverId, String userName, String serverName, String profile, String by)
            implements ServerEvent {}

    /** The row of the server was deleted; the home directory is kept. */
    record Removed(long serverId, String userName, String serverName, String by) implements ServerEvent {}

    /** A server was created without a start, or its name to show or the options of its next start changed. */
    record Described(long serverId, String userName, String serverName, String by) implements ServerEvent {}

    /** A server that does not run has another name. */
    record Renamed(long serverId, long userId, String userName, String serverName, String from, String by)
            implements ServerEvent {}

    /** The server responds at this address. Published again if the address changes. */
    record Answers(long serverId, String userName, String serverName, Route route) implements ServerEvent {}

    /**
     * The server must no longer be reachable: it was stopped, lost, or is about to be stopped. Comes after {@link Ended}: its listener locks
     * the feed's head, which is always the last lock of a transaction.
     */
    record Withdrawn(long serverId, String path) implements ServerEvent {}

    /**
     * A decision or an observation that ends a run of a server.
     *
     * @param by the name of the person who requested it, or null
     */
    record Ended(
            long serverId,
            String userName,
            String serverName,
            Failure failure,
            @Nullable String by) implements ServerEvent {}
}
