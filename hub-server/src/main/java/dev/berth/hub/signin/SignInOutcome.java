package dev.berth.hub.signin;

import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.user.User;

/** The result of an attempt to sign in. */
public sealed interface SignInOutcome {

    /** Signed in, with a session. */
    record Admitted(User user, IssuedSession session) implements SignInOutcome {}

    /**
     * Rejected.
     *
     * @param code a stable code for the audit log; the visitor only sees that they cannot sign in
     */
    record Refused(String code) implements SignInOutcome {}

    /**
     * The password is correct and the rules allow the person, but a second factor is required; see {@code factor.CodeStep}.
     *
     * @param user the user
     * @param authenticated the provider's authentication
     * @param rule the rule that allows the sign-in
     */
    record CodeWanted(User user, AuthenticatedIdentity authenticated, String rule) implements SignInOutcome {}
}
