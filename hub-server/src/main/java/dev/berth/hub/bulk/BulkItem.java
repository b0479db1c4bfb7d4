package dev.berth.hub.bulk;

/**
 * What would become, or has become, of one item.
 *
 * @param item exactly what to name in the call that does it
 * @param outcome what would happen, or did
 * @param detail a sentence, or empty
 */
public record BulkItem(String item, Outcome outcome, String detail) {

    /** Outcomes of items. */
    public enum Outcome {
        /** It would be changed. Only in a list of what would happen. */
        WOULD_CHANGE,
        /** It is as it was wished to be. */
        NOTHING_TO_DO,
        /** It cannot be, or not by this caller; nothing was changed. */
        REFUSED,
        /** It was changed, or its change is on record. */
        CHANGED
    }

    static BulkItem refused(String item, String why) {
        return new BulkItem(item, Outcome.REFUSED, why);
    }

    /** The same for what is not there and for what is not to be seen. */
    static BulkItem hidden(String item) {
        return refused(item, "No access to resources or resources not found");
    }

    static BulkItem nothing(String item, String why) {
        return new BulkItem(item, Outcome.NOTHING_TO_DO, why);
    }

    static BulkItem would(String item, String what) {
        return new BulkItem(item, Outcome.WOULD_CHANGE, what);
    }

    static BulkItem changed(String item) {
        return new BulkItem(item, Outcome.CHANGED, "");
    }
}
