package dev.berth.hub.server;

/** What came of creating, renaming or describing a server that does not run. */
public sealed interface ServerChange {

    record Done() implements ServerChange {}

    /** There is no such server. */
    record Missing() implements ServerChange {}

    /** The user has a server of that name already. */
    record Taken() implements ServerChange {}

    /** The server runs, or has not ended yet. */
    record Active() implements ServerChange {}

    record BadName(String why) implements ServerChange {}

    record TooManyNamed(int limit) implements ServerChange {}

    record AccountClosed() implements ServerChange {}
}
