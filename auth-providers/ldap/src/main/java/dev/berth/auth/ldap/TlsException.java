package dev.berth.auth.ldap;

/** The certificates to trust cannot be read. The message names the file and says why. */
final class TlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
