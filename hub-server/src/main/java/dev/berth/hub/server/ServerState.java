package dev.berth.hub.server;

/** What people see of a server: derived, never stored. */
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

    /** Whether something of it is there or on its way. */
    public boolean isActive() {
        return this != STOPPED;
    }
}
