package dev.berth.hub.share;

/** The result of a request to share. */
public sealed interface ShareOutcome<T> {

    /** It is done. */
    record Done<T>(T value) implements ShareOutcome<T> {}

    /** It was refused, and nothing has changed. */
    record Refused<T>(ShareRefusal why) implements ShareOutcome<T> {}
}
