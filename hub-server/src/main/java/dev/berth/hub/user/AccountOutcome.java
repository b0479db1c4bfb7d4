package dev.berth.hub.user;

/** The result of creating or changing an account. */
public sealed interface AccountOutcome {

    /** Done; contains the user's current state. */
    record Done(User user) implements AccountOutcome {}

    /** Another user has that name. */
    record NameTaken(UserName name) implements AccountOutcome {}

    /**
     * Rejected.
     *
     * @param code a stable code, such as {@code UID_PROHIBITED}
     * @param reason a sentence that says what is wrong, names the value and contains the remedy
     */
    record Refused(String code, String reason) implements AccountOutcome {}
}
