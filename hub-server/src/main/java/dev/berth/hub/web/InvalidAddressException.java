package dev.berth.hub.web;

/** The configured addresses are not valid; the message names the key, its value and the remedy. */
final class InvalidAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}
