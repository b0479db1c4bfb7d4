package dev.berth.hub.access;

/** The object of an action. */
public sealed interface Target {

    /** The hub itself, or a complete collection: only a scope without a filter covers it. */
    record OfHub() implements Target {}

    record OfUser(String name) implements Target {}

    record OfServer(String user, String server) implements Target {}

    record OfGroup(String name) implements Target {}

    record OfService(String name) implements Target {}
}
