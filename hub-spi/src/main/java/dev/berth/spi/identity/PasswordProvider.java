package dev.berth.spi.identity;

import java.util.Objects;

/**
 * A directory that checks usernames and passwords, such as LDAP or PAM. The sign-in page offers each of them, and the hub asks only the one
 * that the person chose: a password is never sent to any other provider.
 *
 * <p><b>Threads.</b> Any thread, several at once. A call may block for as long as the provider's timeouts, but not longer.
 *
 * <p><b>Errors.</b> All errors are values of {@link Outcome}. Nothing that a person enters or a directory answers leads to an exception.
 */
public interface PasswordProvider {

    /** The configured id, such as {@code campus}: lower-case letters, digits and hyphens, unique among all providers. */
    String provider();

    /** The display name on the sign-in page. */
    String label();

    /**
     * Checks a password. An empty password is rejected without asking the directory (RFC 4513, section 5.1.2: a bind without a password
     * succeeds and proves nothing).
     *
     * @param name as the person typed it; the hub limits its length
     * @param password as typed; neither kept nor logged
     */
    Outcome authenticate(String name, String password);

    /** The result of a password check. */
    sealed interface Outcome {

        /** The password is correct. The hub decides whether the person is allowed to sign in. */
        record Vouched(ExternalIdentity identity) implements Outcome {
            public Vouched {
                Objects.requireNonNull(identity);
            }
        }

        /**
         * The password is wrong, or the account is closed.
         *
         * @param code a stable code for audit and metrics, such as {@code BAD_CREDENTIALS} or {@code ACCOUNT_EXPIRED}; upper-case letters
         *     and underscores
         * @param why one sentence for administrators; the person only sees that the sign-in failed
         */
        record Refused(String code, String why) implements Outcome {
            public Refused {
                Objects.requireNonNull(code);
                Objects.requireNonNull(why);
            }
        }

        /** The directory could not be asked. This says nothing about the password. */
        record Unavailable(String why) implements Outcome {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }
}
