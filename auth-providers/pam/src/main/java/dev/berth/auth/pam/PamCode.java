package dev.berth.auth.pam;

import dev.berth.spi.identity.PasswordProvider.Outcome;

/** Return values of Linux-PAM ({@code security/_pam_types.h}) and their meaning for a sign-in. */
final class PamCode {

    /** The password has been accepted before this call: a failure concerns the account. */
    static final String ACCOUNT = "pam_acct_mgmt";

    static final int SUCCESS = 0;
    static final int CONV_ERR = 19;

    private static final int PERM_DENIED = 6;
    private static final int AUTH_ERR = 7;
    private static final int CRED_INSUFFICIENT = 8;
    private static final int AUTHINFO_UNAVAIL = 9;
    private static final int USER_UNKNOWN = 10;
    private static final int MAXTRIES = 11;
    private static final int NEW_AUTHTOK_REQD = 12;
    private static final int ACCT_EXPIRED = 13;
    private static final int CRED_EXPIRED = 16;
    private static final int AUTHTOK_EXPIRED = 27;

    private PamCode() {}

    /**
     * Interprets a call that failed.
     *
     * @param call name of the function, for administrators
     * @param text PAM's text for the code
     */
    static Outcome outcome(String call, int code, String text) {
        String said = call + " returned " + code + " (" + text + ")";
        return switch (code) {
            case AUTH_ERR ->
                call.equals(ACCOUNT)
                        ? refusedAccount(said)
                        : new Outcome.Refused("BAD_CREDENTIALS", "The password is wrong: " + said + ".");
            case USER_UNKNOWN ->
                new Outcome.Refused("UNKNOWN_USER", "This machine does not have such an account: " + said + ".");
            case MAXTRIES ->
                new Outcome.Refused("ACCOUNT_LOCKED", "There were too many wrong passwords: " + said + ".");
            case ACCT_EXPIRED -> new Outcome.Refused("ACCOUNT_EXPIRED", "The account has expired: " + said + ".");
            case NEW_AUTHTOK_REQD ->
                new Outcome.Refused(
                        "PASSWORD_MUST_CHANGE", "The password must be changed on the machine first: " + said + ".");
            case AUTHTOK_EXPIRED, CRED_EXPIRED ->
                new Outcome.Refused("PASSWORD_EXPIRED", "The password has expired: " + said + ".");
            case PERM_DENIED, CRED_INSUFFICIENT ->
                new Outcome.Refused(
                        "ACCOUNT_REFUSED", "The PAM rules of this machine reject this account: " + said + ".");
            case AUTHINFO_UNAVAIL ->
                new Outcome.Unavailable("PAM cannot reach the source of the passwords: " + said + ".");
            default -> new Outcome.Unavailable("PAM could not check the password: " + said + ".");
        };
    }

    private static Outcome refusedAccount(String said) {
        return new Outcome.Refused(
                "ACCOUNT_REFUSED", "The PAM rules of this machine reject this account: " + said + ".");
    }
}
