package dev.berth.hub.monitor;

/**
 * One thing that a hub needs, as it was last seen.
 *
 * @param status whether it answers
 * @param detail one sentence for an operator; never a secret
 */
record Part(Status status, String detail) {

    /** From good to bad. */
    enum Status {
        UP,
        /** The hub serves, and something is missing. */
        DEGRADED,
        /** The hub cannot serve. */
        DOWN
    }

    static Part up(String detail) {
        return new Part(Status.UP, detail);
    }
}
