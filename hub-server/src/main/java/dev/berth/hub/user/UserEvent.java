package dev.berth.hub.user;

/**
 * A change to a user, published inside the transaction that makes it: listeners take part in it, and an exception in a listener rolls it
 * back. Only {@link Settled} comes after the commit.
 */
public sealed interface UserEvent {

    User user();

    /** A new account. */
    record Created(User user) implements UserEvent {}

    /** A new name, which {@code user} contains. */
    record Renamed(User user, UserName from) implements UserEvent {}

    /** Disabled: nothing is allowed on behalf of this user any longer. */
    record Disabled(User user) implements UserEvent {}

    record Enabled(User user) implements UserEvent {}

    /** About to be deleted; the row still exists. */
    record Deleted(User user) implements UserEvent {}

    /** Became an administrator or is no longer one, as {@code user} shows. */
    record AdminChanged(User user) implements UserEvent {}

    /** Was added to a group or removed from one. */
    record GroupsChanged(User user) implements UserEvent {}

    /** A change that may have removed permissions is committed: the place to wait until every proxy has applied it. */
    record Settled(User user) implements UserEvent {}
}
