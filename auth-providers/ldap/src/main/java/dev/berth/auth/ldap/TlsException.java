package dev.berth.auth.ldap;

/** The trusted certificates cannot be read. The message names the file and the reason. */
final class TlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
