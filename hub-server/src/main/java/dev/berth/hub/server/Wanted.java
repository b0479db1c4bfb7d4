package dev.berth.hub.server;

/** What people and policies decided about a server. */
public enum Wanted {
    RUNNING,
    STOPPED
}
