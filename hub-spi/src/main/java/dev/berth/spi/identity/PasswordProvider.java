package dev.berth.spi.identity;

import java.util.Objects;

/**
 * A directory that checks names and passwords, such as LDAP or PAM. The hub offers each one on its sign-in page and asks the one that the
 * person chose, never another: a password is shown to nobody else.
 *
 * <p><b>Threads.</b> Any, several at once. A call may block for the provider's own time-outs, never longer.
 *
 * <p><b>Errors.</b> All are values: {@link Outcome}. Nothing is thrown for what a person or a directory does.
 */
public interface PasswordProvider {

    /** The configured id, such as {@code campus}: lower-case letters, digits and hyphens, unique among all providers. */
    String provider();

    /** Its name for people, on the sign-in page. */
    String label();

    /**
     * Checks a password. An empty one is refused without asking anybody (RFC 4513, section 5.1.2: a bind without a password succeeds and
     * proves nothing).
     *
     * @param name as the person typed it, bounded by the hub
     * @param password as typed; neither kept nor logged
     */
    Outcome authenticate(String name, String password);

    /** What came of it. */
    sealed interface Outcome {

        /** The password is this person's. Whether they may come in is for the hub to decide. */
        record Vouched(ExternalIdentity identity) implements Outcome {
            public Vouched {
                Objects.requireNonNull(identity);
            }
        }

        /**
         * It is not, or the account is closed.
         *
         * @param code stable, for audit and metrics, such as {@code BAD_CREDENTIALS} or {@code ACCOUNT_EXPIRED}; upper-case letters and
         *     underscores
         * @param why one sentence for administrators; the person is told no more than that it did not work
         */
        record Refused(String code, String why) implements Outcome {
            public Refused {
                Objects.requireNonNull(code);
                Objects.requireNonNull(why);
            }
        }

        /** The directory could not be asked; says nothing about the password. */
        record Unavailable(String why) implements Outcome {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }
}
