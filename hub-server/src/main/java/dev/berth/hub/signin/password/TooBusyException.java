package dev.berth.hub.signin.password;

import org.springframework.security.core.AuthenticationException;

/** More password checks are waiting than can be handled in an acceptable time. */
final class TooBusyException extends AuthenticationException {

    /** Seconds after which to retry. */
    static final int RETRY_AFTER = 5;

    TooBusyException() {
        super("too many password checks are waiting");
    }
}
