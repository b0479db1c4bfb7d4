package dev.berth.hub.share;

import java.util.Set;

/**
 * Users may have lost permissions on a server, because it is no longer shared with them, or not to the same extent. Published inside the
 * transaction, as its last step: listeners lock the head of the feed.
 *
 * @param serverName empty for the default server
 */
public record ShareWithdrawn(long ownerId, String serverName, Set<Long> userIds) {

    public ShareWithdrawn {
        userIds = Set.copyOf(userIds);
    }
}
