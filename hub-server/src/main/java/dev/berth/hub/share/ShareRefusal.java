package dev.berth.hub.share;

/** Why a request to share was refused. */
public sealed interface ShareRefusal {

    /** There is no such server. */
    record NoSuchServer() implements ShareRefusal {}

    /** A text that is not a scope. */
    record UnknownScope(String text) implements ShareRefusal {}

    /** A scope with a filter other than the server. */
    record ForeignFilter(String scope, String allowed) implements ShareRefusal {}

    /** The caller does not have this scope for the server. */
    record NotHeld(String scope) implements ShareRefusal {}

    /** The caller cannot read the names of users or groups, or not this one. */
    record NameNotReadable(Recipient.Kind kind) implements ShareRefusal {}

    /** There is no such user or group. */
    record NoSuchRecipient(Recipient recipient) implements ShareRefusal {}

    /** The server has the maximum number of shares or codes. */
    record TooMany(int limit) implements ShareRefusal {}
}
