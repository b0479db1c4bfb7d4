package dev.berth.hub.server;

/** The result of a request to stop a server. */
public enum StopResult {
    /** Recorded: the server stops. */
    WANTED,
    /** It was already stopping. */
    ALREADY_STOPPING,
    ALREADY_STOPPED,
    UNKNOWN_SERVER,
    /** The decision was based on an outdated generation or activity. */
    OUTDATED
}
