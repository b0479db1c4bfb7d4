package dev.berth.spi.spawn;

/**
 * Stable codes for why a server ended or did not start. They are public: REST, metrics, audit events and message bundles use their
 * names. Never rename one.
 */
public enum ReasonCode {
    /** The process ended by itself with status 0: a person chose "Shut down" inside JupyterLab. */
    EXITED,
    /** The process ended by itself with another status, or by a signal that nobody of ours sent. */
    CRASHED,
    /** Ended because it used more memory than its limit. */
    OOM_KILLED,
    /** It ended before it ever answered. */
    EXITED_AT_START,
    /** It did not answer within the time its profile gives. */
    START_TIMEOUT,
    /** The program, its interpreter or its folder could not be executed. */
    NOT_EXECUTABLE,
    /** The user's home could not be made or is not theirs. */
    HOME,
    IMAGE_PULL,
    UNSCHEDULABLE,
    QUOTA,
    VOLUME,
    EVICTED,
    NODE_LOST,
    /** The runtime's object vanished and nobody of ours removed it. */
    LOST,
    /** The address it was given is used by another program. */
    ADDRESS_IN_USE,
    /** A limit was asked for that this spawner cannot enforce. */
    LIMIT_UNENFORCEABLE,
    /** An object of that name exists and belongs to another user or server. */
    NAME_CONFLICT,
    /** The user's UID or GID may not be used here. */
    UID_REFUSED,
    /** The runtime refused, for a reason that has no code of its own. */
    REFUSED,
    /** A person asked for it. */
    REQUESTED,
    /** Stopped because nothing used it. */
    IDLE,
    /** Stopped because it was older than its profile allows. */
    TOO_OLD,
    /** Stopped because its user was disabled or deleted. */
    USER_DISABLED,
    /** Stopped with the hub, as configured. */
    HUB_SHUTDOWN
}
