package dev.berth.hub.monitor;

/**
 * The last known state of a dependency of the hub.
 *
 * @param status whether it responds
 * @param detail one sentence for an operator; never contains a secret
 */
record Part(Status status, String detail) {

    /** From good to bad. */
    enum Status {
        UP,
        /** The hub serves requests, but something is missing. */
        DEGRADED,
        /** The hub cannot serve requests. */
        DOWN
    }

    static Part up(String detail) {
        return new Part(Status.UP, detail);
    }
}
