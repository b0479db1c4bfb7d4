package dev.berth.spi.identity;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider that the hub can query again later, without the person, about somebody whom it has authenticated: whether the account is still
 * active, and which groups the person is in now. The hub asks while a session lasts and before it starts a server.
 *
 * <p><b>Threads.</b> Any thread, several at once; a call may block for as long as the provider's timeouts. <b>Idempotent.</b> <b>Errors</b>
 * are values.
 */
public interface IdentitySource {

    /** The configured id of the provider. */
    String provider();

    /** Returns the person's current state. */
    Answer ask(Known known);

    /**
     * The person that the hub asks about.
     *
     * @param subject the provider's key for the person, as in {@link ExternalIdentity#subject}
     * @param name the username that the provider supplied last
     * @param memory what the provider asked the hub to keep for the next time, such as a refresh token; stored encrypted. Null if there is
     *     nothing to keep
     */
    record Known(String subject, String name, @Nullable String memory) {
        public Known {
            Objects.requireNonNull(subject);
            Objects.requireNonNull(name);
        }

        /** Omits the memory, which may be a secret. */
        @Override
        public String toString() {
            return "Known[" + subject + ", " + name + "]";
        }
    }

    /** The provider's answer. */
    sealed interface Answer {

        /**
         * The account still exists and is active.
         *
         * @param identity the current identity, with the same provider and subject
         * @param memory replaces what was kept before; null to keep nothing
         * @param until when the provider's session, and with it the hub's, ends unless the hub asks again; null if the provider does not
         *     set a limit
         */
        record Current(
                ExternalIdentity identity,
                @Nullable String memory,
                @Nullable Instant until) implements Answer {
            public Current {
                Objects.requireNonNull(identity);
            }

            /** For a provider that does not have sessions. */
            public Current(ExternalIdentity identity, @Nullable String memory) {
                this(identity, memory, null);
            }

            /** Omits the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Current[" + identity + "]";
            }
        }

        /**
         * The provider is certain that the person can no longer sign in: the account was removed or disabled, or consent was withdrawn.
         *
         * @param why one sentence for administrators
         */
        record Gone(String why) implements Answer {
            public Gone {
                Objects.requireNonNull(why);
            }
        }

        /**
         * The person's session at the provider has ended, so the hub's session that came from it must end as well. This does not mean that
         * the person cannot sign in again.
         *
         * @param why one sentence for administrators
         */
        record Ended(String why) implements Answer {
            public Ended {
                Objects.requireNonNull(why);
            }
        }

        /**
         * The provider could not be asked. This says nothing about the person.
         *
         * @param why one sentence for administrators
         * @param memory replaces what was kept before, which asking may have used up; null to keep the old value
         */
        record Unknown(String why, @Nullable String memory) implements Answer {
            public Unknown {
                Objects.requireNonNull(why);
            }

            /** For a query that did not use up what was kept. */
            public Unknown(String why) {
                this(why, null);
            }

            /** Omits the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Unknown[" + why + "]";
            }
        }
    }
}
