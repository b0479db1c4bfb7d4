package dev.berth.hub.access;

/** What somebody wants to do something to. */
public sealed interface Target {

    /** The hub itself, or a whole collection: only a scope without filter covers it. */
    record OfHub() implements Target {}

    record OfUser(String name) implements Target {}

    record OfServer(String user, String server) implements Target {}

    record OfGroup(String name) implements Target {}

    record OfService(String name) implements Target {}
}
