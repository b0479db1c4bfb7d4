package dev.berth.hub.user;

/**
 * A change to a user, published inside the transaction that makes it: a listener takes part in it, and one that throws undoes it. {@link
 * Settled} alone comes after the commit.
 */
public sealed interface UserEvent {

    User user();

    /** A new account. */
    record Created(User user) implements UserEvent {}

    /** Another name; {@code user} has the new one. */
    record Renamed(User user, UserName from) implements UserEvent {}

    /** Closed: nothing may be done in this user's name any more. */
    record Disabled(User user) implements UserEvent {}

    record Enabled(User user) implements UserEvent {}

    /** About to be removed; the row is still there. */
    record Deleted(User user) implements UserEvent {}

    /** Became an administrator or is none any more, as {@code user} says. */
    record AdminChanged(User user) implements UserEvent {}

    /** Came into a group or left one. */
    record GroupsChanged(User user) implements UserEvent {}

    /** A change that may have taken rights away is committed: the place to wait until every proxy has heard of it. */
    record Settled(User user) implements UserEvent {}
}
