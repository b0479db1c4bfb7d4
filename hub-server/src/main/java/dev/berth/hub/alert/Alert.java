package dev.berth.hub.alert;

import java.time.Instant;

/**
 * An alert about password guessing.
 *
 * @param kind whether it concerns one account or one address
 * @param subject the claimed username, or the address
 * @param failures number of rejected attempts
 * @param raised when it was detected
 */
record Alert(Kind kind, String subject, long failures, Instant raised) {

    /** How attempts are counted. */
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
