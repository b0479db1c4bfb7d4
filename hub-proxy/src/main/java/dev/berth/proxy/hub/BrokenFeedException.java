package dev.berth.proxy.hub;

/** A page that does not continue the previous one: only a snapshot helps. */
final class BrokenFeedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokenFeedException(String what) {
        super("The feed is broken: " + what + ". Asking for a snapshot.");
    }
}
