package dev.berth.spi.spawn;

/**
 * Stable codes that state why a server ended or did not start. They are public: the REST API, metrics, audit events and message bundles use
 * their names. Never rename one.
 */
public enum ReasonCode {
    /** The process exited with status 0: a person chose "Shut down" in JupyterLab. */
    EXITED,
    /** The process exited with another status, or was ended by a signal that Berth did not send. */
    CRASHED,
    /** The process was killed because it exceeded its memory limit. */
    OOM_KILLED,
    /** The process exited before it responded to a request. */
    EXITED_AT_START,
    /** The server did not respond within the start timeout of its profile. */
    START_TIMEOUT,
    /** The program, its interpreter or its folder could not be executed. */
    NOT_EXECUTABLE,
    /** The user's home directory could not be created or belongs to somebody else. */
    HOME,
    IMAGE_PULL,
    UNSCHEDULABLE,
    /** The request is larger than a quota allows, even if nobody else used it. */
    QUOTA,
    /** The quota allows the request, but others use too much of it now. */
    QUOTA_IN_USE,
    VOLUME,
    EVICTED,
    NODE_LOST,
    /** The runtime's object disappeared, and Berth did not remove it. */
    LOST,
    /** Another program uses the address that was allocated to the server. */
    ADDRESS_IN_USE,
    /** The request contains a limit that this spawner cannot enforce. */
    LIMIT_UNENFORCEABLE,
    /** An object with the same name exists and belongs to another user or server. */
    NAME_CONFLICT,
    /** The user's UID or GID is not allowed here. */
    UID_REFUSED,
    /** The runtime rejected the request for a reason that does not have a specific code. */
    REFUSED,
    /** Stopped because a person requested it. */
    REQUESTED,
    /** Stopped because it was idle. */
    IDLE,
    /** Stopped because it reached the maximum lifetime of its profile. */
    TOO_OLD,
    /** Stopped because its user was disabled or deleted. */
    USER_DISABLED,
    /** Stopped together with the hub, as configured. */
    HUB_SHUTDOWN
}
