package dev.berth.proxy.peer;

/** It cannot be said who holds the other end of a connection, so nothing may be sent over it. */
public final class UnknownPeerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownPeerException(String message) {
        super(message);
    }

    UnknownPeerException(String message, Throwable cause) {
        super(message, cause);
    }
}
