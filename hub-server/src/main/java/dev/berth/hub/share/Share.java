package dev.berth.hub.share;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one user or group may do on one server of somebody else.
 *
 * @param names the names of its scopes, without filters
 * @param recipientId id of the user or group
 */
public record Share(
        long id, SharedServer server, Set<String> names, Recipient recipient, long recipientId, Instant created) {

    public Share {
        names = Set.copyOf(names);
    }

    /** Its scopes, limited to its server. */
    public List<String> scopes() {
        return server.scopes(names);
    }
}
