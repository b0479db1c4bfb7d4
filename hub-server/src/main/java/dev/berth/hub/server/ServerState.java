package dev.berth.hub.server;

/** The state of a server as people see it: derived, never stored. */
public enum ServerState {
    STOPPED,
    PENDING_START,
    READY,
    PENDING_STOP;

    public static ServerState of(Wanted wanted, Seen seen) {
        return switch (wanted) {
            case RUNNING -> seen == Seen.READY ? READY : PENDING_START;
            case STOPPED -> seen == Seen.GONE ? STOPPED : PENDING_STOP;
        };
    }

    /** Whether the server exists in the runtime or is starting. */
    public boolean isActive() {
        return this != STOPPED;
    }
}
