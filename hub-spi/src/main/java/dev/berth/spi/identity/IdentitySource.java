package dev.berth.spi.identity;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider that can be asked again, without the person, about somebody for whom it has vouched: whether they may still be here, and in
 * which groups they are now. The hub asks while a session lives and before a start.
 *
 * <p><b>Threads.</b> Any, several at once; calls may block for the provider's own time-outs. <b>Idempotent.</b> <b>Errors</b> are values.
 */
public interface IdentitySource {

    /** The configured id of the provider whose people it knows. */
    String provider();

    /** How it is with a person now. */
    Answer ask(Known known);

    /**
     * Whom the hub asks about.
     *
     * @param subject the provider's key of the person, as in {@link ExternalIdentity#subject}
     * @param name the name that the provider gave last
     * @param memory what the provider asked the hub to keep for the next time, such as a refresh token; kept encrypted, and null when there
     *     is none
     */
    record Known(String subject, String name, @Nullable String memory) {
        public Known {
            Objects.requireNonNull(subject);
            Objects.requireNonNull(name);
        }

        /** Without the memory, which may be a secret. */
        @Override
        public String toString() {
            return "Known[" + subject + ", " + name + "]";
        }
    }

    /** What the provider says. */
    sealed interface Answer {

        /**
         * The person is still there.
         *
         * @param identity as it is now, with the same provider and subject
         * @param memory what to keep from now on instead of the old one; null for nothing
         * @param until when the provider's own session ends unless it is asked again, and the hub's with it; null where it does not say
         */
        record Current(
                ExternalIdentity identity,
                @Nullable String memory,
                @Nullable Instant until) implements Answer {
            public Current {
                Objects.requireNonNull(identity);
            }

            /** Of a provider without sessions of its own. */
            public Current(ExternalIdentity identity, @Nullable String memory) {
                this(identity, memory, null);
            }

            /** Without the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Current[" + identity + "]";
            }
        }

        /**
         * The provider knows for certain that the person may no longer come in: removed, disabled, consent withdrawn.
         *
         * @param why one sentence for administrators
         */
        record Gone(String why) implements Answer {
            public Gone {
                Objects.requireNonNull(why);
            }
        }

        /**
         * The provider's own session of the person is over, so the hub's that came from it must be, too. Says nothing about whether they
         * may come in anew.
         *
         * @param why one sentence for administrators
         */
        record Ended(String why) implements Answer {
            public Ended {
                Objects.requireNonNull(why);
            }
        }

        /**
         * It could not be asked. Says nothing about the person.
         *
         * @param why one sentence for administrators
         * @param memory what to keep from now on instead of the old one, which asking may have used up; null to keep the old one
         */
        record Unknown(String why, @Nullable String memory) implements Answer {
            public Unknown {
                Objects.requireNonNull(why);
            }

            /** Nothing was used up. */
            public Unknown(String why) {
                this(why, null);
            }

            /** Without the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Unknown[" + why + "]";
            }
        }
    }
}
