package dev.berth.hub.web;

/** The configured addresses cannot be; the message names the key, its value and what to write instead. */
final class InvalidAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}
