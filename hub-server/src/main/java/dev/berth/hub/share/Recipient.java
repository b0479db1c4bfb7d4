package dev.berth.hub.share;

import java.util.Locale;

/**
 * With whom a server is shared.
 *
 * @param name a username or the name of a group
 */
public record Recipient(Kind kind, String name) {

    /** Kinds of recipients. */
    public enum Kind {
        USER,
        GROUP;

        /** As in the REST API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
