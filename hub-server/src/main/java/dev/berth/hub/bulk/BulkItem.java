package dev.berth.hub.bulk;

import org.jspecify.annotations.Nullable;

/**
 * The expected or actual result for one item.
 *
 * @param item the exact name to use in the call that applies the action
 * @param outcome what would happen, or what happened
 * @param reason why; null if the outcome needs no explanation
 * @param detail the reason as an English sentence, which can contain more details; or empty
 */
public record BulkItem(
        String item, Outcome outcome, @Nullable BulkReason reason, String detail) {

    /** The outcomes of items. */
    public enum Outcome {
        /** It would be changed. Only in a preview. */
        WOULD_CHANGE,
        /** It is already in the requested state. */
        NOTHING_TO_DO,
        /** The change is impossible or not allowed for this caller; nothing was changed. */
        REFUSED,
        /** It was changed, or its change is recorded. */
        CHANGED
    }

    static BulkItem refused(String item, BulkReason reason) {
        return refused(item, reason, reason.english());
    }

    static BulkItem refused(String item, BulkReason reason, String detail) {
        return new BulkItem(item, Outcome.REFUSED, reason, detail);
    }

    /** The same for what does not exist and for what the caller cannot see. */
    static BulkItem hidden(String item) {
        return refused(item, BulkReason.NOT_FOUND);
    }

    static BulkItem nothing(String item, BulkReason reason) {
        return new BulkItem(item, Outcome.NOTHING_TO_DO, reason, reason.english());
    }

    static BulkItem would(String item, BulkReason reason) {
        return new BulkItem(item, Outcome.WOULD_CHANGE, reason, reason.english());
    }

    static BulkItem changed(String item) {
        return new BulkItem(item, Outcome.CHANGED, null, "");
    }
}
