package dev.berth.hub.share;

import java.util.Set;

/**
 * Users may have lost permissions on a server, because it is no longer shared with them, or not to the same extent. Published inside the
 * transaction, as its last step: listeners lock the head of the feed, and only then know the members of the groups.
 *
 * @param serverName empty for the default server
 * @param userIds users who had a share
 * @param groupIds groups that had a share
 */
public record ShareWithdrawn(long ownerId, String serverName, Set<Long> userIds, Set<Long> groupIds) {

    public ShareWithdrawn {
        userIds = Set.copyOf(userIds);
        groupIds = Set.copyOf(groupIds);
    }
}
