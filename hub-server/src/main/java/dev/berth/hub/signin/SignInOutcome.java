package dev.berth.hub.signin;

import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.user.User;

/** What came of an attempt to sign in. */
public sealed interface SignInOutcome {

    /** In, with a session. */
    record Admitted(User user, IssuedSession session) implements SignInOutcome {}

    /**
     * Turned away.
     *
     * @param code stable code for the audit log; the visitor is told no more than that they cannot come in
     */
    record Refused(String code) implements SignInOutcome {}

    /**
     * Password and rules are right; in only with a second factor, see {@code factor.CodeStep}.
     *
     * @param user who they are
     * @param authenticated who vouched for them
     * @param rule which rule allows them
     */
    record CodeWanted(User user, AuthenticatedIdentity authenticated, String rule) implements SignInOutcome {}
}
