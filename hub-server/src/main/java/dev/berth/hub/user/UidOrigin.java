package dev.berth.hub.user;

/** The origin of a user's UID. */
public enum UidOrigin {
    /** The hub allocated the next free UID of its range. */
    ALLOCATED,
    /** A provider supplied it. */
    IMPORTED,
    /** It belongs to the person's local account on this machine. */
    MACHINE
}
