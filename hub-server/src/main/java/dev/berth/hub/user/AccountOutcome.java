package dev.berth.hub.user;

/** What came of a wish to make or change an account. */
public sealed interface AccountOutcome {

    /** Done; the user as they are now. */
    record Done(User user) implements AccountOutcome {}

    /** Another user has that name. */
    record NameTaken(UserName name) implements AccountOutcome {}

    /**
     * Not done.
     *
     * @param code stable code, such as {@code UID_PROHIBITED}
     * @param reason a sentence: what, which value, what to do
     */
    record Refused(String code, String reason) implements AccountOutcome {}
}
