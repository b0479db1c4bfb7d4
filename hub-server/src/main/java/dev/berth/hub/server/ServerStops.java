package dev.berth.hub.server;

import org.springframework.stereotype.Component;

/** Stops servers and waits until they are gone, for requests that can do nothing before. Never inside a transaction. */
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

    /** Wishes that all servers of a user stop; whether they were gone before patience ended. */
    public boolean stopAll(long userId, String by) {
        directory.ofUser(userId).forEach(server -> {
            var _ = requests.stop(userId, server.name(), ServerRequests.requested(by), by);
        });
        return waits.awaitAllStopped(userId);
    }
}
