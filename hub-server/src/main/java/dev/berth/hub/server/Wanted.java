package dev.berth.hub.server;

/** The state that people and policies have decided for a server. */
public enum Wanted {
    RUNNING,
    STOPPED
}
