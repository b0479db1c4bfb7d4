package dev.berth.hub.share;

/** Which shares to list. */
public sealed interface ShareQuery {

    /** Those of all servers of a user. */
    record OfOwner(long ownerId) implements ShareQuery {}

    /** Those of one server. */
    record OfServer(SharedServer server) implements ShareQuery {}

    /** Those that a user has received, directly or as a member of a group. */
    record WithUser(long userId) implements ShareQuery {}

    /** Those that a group has received. */
    record WithGroup(long groupId) implements ShareQuery {}
}
