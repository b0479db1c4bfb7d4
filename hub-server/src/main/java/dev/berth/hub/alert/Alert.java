package dev.berth.hub.alert;

import java.time.Instant;

/**
 * Somebody tries passwords.
 *
 * @param kind of one account or from one address
 * @param subject the name that was claimed, or the address
 * @param failures how many attempts were refused
 * @param raised when it was noticed
 */
record Alert(Kind kind, String subject, long failures, Instant raised) {

    /** By what attempts are counted. */
    enum Kind {
        ACCOUNT("target_name"),
        ADDRESS("address");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }
}
