package dev.berth.hub.server;

/** What the spawner last showed of the current generation. */
public enum Seen {
    /** Not a word yet. */
    NOTHING,
    STARTING,
    READY,
    GONE
}
