package dev.berth.hub.server;

/** What became of a wish to stop a server. */
public enum StopResult {
    /** On record: it stops. */
    WANTED,
    /** It was to be stopped already. */
    ALREADY_STOPPING,
    ALREADY_STOPPED,
    UNKNOWN_SERVER,
    /** The decision was about a generation, or about an activity, that has passed. */
    OUTDATED
}
