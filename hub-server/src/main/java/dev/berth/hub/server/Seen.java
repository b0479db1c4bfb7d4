package dev.berth.hub.server;

/** The last state of the current generation that the spawner reported. */
public enum Seen {
    /** Nothing was reported yet. */
    NOTHING,
    STARTING,
    READY,
    GONE
}
