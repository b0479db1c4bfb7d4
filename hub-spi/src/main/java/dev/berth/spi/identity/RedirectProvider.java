package dev.berth.spi.identity;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider with sign-in pages of its own, to which the hub sends the browser and from which the browser comes back, such as OpenID
 * Connect. The hub keeps what belongs to one sign-in with the browser (sealed, short-lived, good once) and decides who may come in; the
 * provider knows its protocol and nothing of browsers.
 *
 * <p><b>Threads.</b> Any, several at once. A call may block for the provider's own time-outs, never longer.
 *
 * <p><b>Errors.</b> All are values. Nothing is thrown for what a person, a browser or the provider does.
 */
public interface RedirectProvider {

    /** The configured id, such as {@code campus}: lower-case letters, digits and hyphens, unique among all providers. */
    String provider();

    /** Its name for people, on the sign-in page. */
    String label();

    /**
     * Begins a sign-in. Changes nothing anywhere: one that is never ended leaves nothing behind.
     *
     * @param callback where the browser must come back to, as the provider has it registered
     */
    Departure depart(URI callback);

    /** Ends a sign-in: asks the provider who it was. Not idempotent; the hub calls it once for each departure. */
    Outcome arrive(Arrival arrival);

    /**
     * Reads a provider's word that sessions of its own have ended (OpenID Connect Back-Channel Logout 1.0). Whether the same word was
     * heard before is for the hub to know.
     *
     * @param token as it came, bounded by the hub; anybody may have sent it
     */
    Notice notice(String token);

    /**
     * The provider's page on which a person signs out there, too; nothing when it has none.
     *
     * @param back where the browser may go afterwards
     */
    Optional<URI> signOutPage(URI back);

    /** Where a sign-in begins. */
    sealed interface Departure {

        /**
         * Send the browser there.
         *
         * @param page the provider's page
         * @param state random, in the page's parameters, and comes back with the browser
         * @param kept what the provider needs again in {@link Arrival}; secret, for nobody but this browser
         */
        record Away(URI page, String state, String kept) implements Departure {
            public Away {
                Objects.requireNonNull(page);
                Objects.requireNonNull(state);
                Objects.requireNonNull(kept);
            }

            /** Without what is secret. */
            @Override
            public String toString() {
                return "Away[" + page.getHost() + "]";
            }
        }

        /** The provider cannot be asked now. */
        record Unavailable(String why) implements Departure {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }

    /**
     * A browser that came back.
     *
     * @param kept of the departure
     * @param state of the departure; the hub has seen that the browser brought the same one
     * @param parameters of the request, each once, bounded by the hub
     */
    record Arrival(String kept, String state, Map<String, String> parameters) {
        public Arrival {
            Objects.requireNonNull(kept);
            Objects.requireNonNull(state);
            parameters = Map.copyOf(parameters);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "Arrival[" + parameters.keySet() + "]";
        }
    }

    /** What came of a sign-in. */
    sealed interface Outcome {

        /**
         * It is this person. Whether they may come in is for the hub to decide.
         *
         * @param memory what to hand to {@link IdentitySource} later, kept encrypted; null for nothing
         * @param session the provider's own id of its session, by which {@link RedirectProvider#notice} may speak of it; null if it has
         *     none
         * @param until when the provider's session ends unless it is asked again, and the hub's with it; null where it does not say
         */
        record Vouched(
                ExternalIdentity identity,
                @Nullable String memory,
                @Nullable String session,
                @Nullable Instant until) implements Outcome {
            public Vouched {
                Objects.requireNonNull(identity);
            }

            /** Without the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Vouched[" + identity + "]";
            }
        }

        /**
         * Nobody is vouched for.
         *
         * @param code stable, for audit and metrics, such as {@code EMAIL_UNVERIFIED}; upper-case letters and underscores
         * @param why one sentence for administrators; the person is told no more than that it did not work
         */
        record Refused(String code, String why) implements Outcome {
            public Refused {
                Objects.requireNonNull(code);
                Objects.requireNonNull(why);
            }
        }

        /** The provider could not be asked; says nothing about the person. */
        record Unavailable(String why) implements Outcome {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }

    /** What a word about ended sessions says. */
    sealed interface Notice {

        /**
         * The provider has ended sessions.
         *
         * @param subject whose; null when the session alone is named
         * @param session which; null for all of the subject's
         * @param id of this word, which counts once
         * @param until until when the same word could be sent again
         */
        record Ended(@Nullable String subject, @Nullable String session, String id, Instant until) implements Notice {
            public Ended {
                Objects.requireNonNull(id);
                Objects.requireNonNull(until);
                if (subject == null && session == null) {
                    throw new IllegalArgumentException("A notice names a subject, a session, or both");
                }
            }
        }

        /** It is not the provider's word. */
        record Refused(String why) implements Notice {
            public Refused {
                Objects.requireNonNull(why);
            }
        }

        /** It cannot be told now, because the provider's keys cannot be had. */
        record Unavailable(String why) implements Notice {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }
}
