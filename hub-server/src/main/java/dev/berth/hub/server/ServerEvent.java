package dev.berth.hub.server;

import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a server, published inside the transaction that records it: a listener's writes are part of it, and a listener that
 * throws undoes it.
 */
public sealed interface ServerEvent {

    long serverId();

    /** Somebody wishes that it run. */
    record Requested(long serverId, String userName, String serverName, String profile, String by)
            implements ServerEvent {}

    /** Its row is gone; the home is not touched. */
    record Removed(long serverId, String userName, String serverName, String by) implements ServerEvent {}

    /** It answers at this address. Published again when the address changes. */
    record Answers(long serverId, String userName, String serverName, Route route) implements ServerEvent {}

    /** It is not to be reached any more: stopped, lost, or about to be stopped. */
    record Withdrawn(long serverId, String path) implements ServerEvent {}

    /**
     * A decision or a fact that ends a server's run.
     *
     * @param by the name of the person who asked, or null when nobody did
     */
    record Ended(
            long serverId,
            String userName,
            String serverName,
            Failure failure,
            @Nullable String by) implements ServerEvent {}
}
