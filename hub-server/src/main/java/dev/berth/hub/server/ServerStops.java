package dev.berth.hub.server;

import org.springframework.stereotype.Component;

/** Stops servers and waits until they are gone, for requests that depend on it. Never called inside a transaction. */
@Component
public class ServerStops {

    private final ServerRequests requests;
    private final ServerDirectory directory;
    private final ServerWaits waits;

    ServerStops(ServerRequests requests, ServerDirectory directory, ServerWaits waits) {
        this.requests = requests;
        this.directory = directory;
        this.waits = waits;
    }

    /** Requests that all servers of a user stop; returns whether they were gone before the wait ended. */
    public boolean stopAll(long userId, String by) {
        directory.ofUser(userId).forEach(server -> {
            var _ = requests.stop(userId, server.name(), ServerRequests.requested(by), by);
        });
        return waits.awaitAllStopped(userId);
    }
}
