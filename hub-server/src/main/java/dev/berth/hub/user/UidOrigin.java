package dev.berth.hub.user;

/** Where a user's UID came from. */
public enum UidOrigin {
    /** The hub gave out the next free one of its range. */
    ALLOCATED,
    /** A provider named it. */
    IMPORTED,
    /** It is the person's own account on this machine. */
    MACHINE
}
