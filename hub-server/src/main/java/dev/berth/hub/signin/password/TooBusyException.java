package dev.berth.hub.signin.password;

import org.springframework.security.core.AuthenticationException;

/** More passwords are waiting to be checked than can be in bearable time. */
final class TooBusyException extends AuthenticationException {

    /** Seconds after which it is worth trying again. */
    static final int RETRY_AFTER = 5;

    TooBusyException() {
        super("too many passwords are waiting to be checked");
    }
}
