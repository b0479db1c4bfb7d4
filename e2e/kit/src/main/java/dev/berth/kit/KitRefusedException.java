package dev.berth.kit;

/** The kit was started by accident, or without what it needs. The message says what to do. */
public final class KitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KitRefusedException(String message) {
        super(message);
    }
}
