package dev.berth.hub.alert;

import dev.berth.hub.audit.RefusedSignIns.By;
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
        ACCOUNT("target_name", By.NAME),
        ADDRESS("address", By.ADDRESS);

        private final String column;
        private final By by;

        Kind(String column, By by) {
            this.column = column;
            this.by = by;
        }

        String column() {
            return column;
        }

        By by() {
            return by;
        }
    }
}
