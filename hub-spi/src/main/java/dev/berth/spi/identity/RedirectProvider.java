package dev.berth.spi.identity;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider with its own sign-in pages, to which the hub redirects the browser and from which the browser returns, such as OpenID Connect.
 * The hub stores the state of one sign-in in the browser (sealed, short-lived, usable once) and decides who is allowed to sign in; the
 * provider implements its protocol and does not deal with browsers.
 *
 * <p><b>Threads.</b> Any thread, several at once. A call may block for as long as the provider's timeouts, but not longer.
 *
 * <p><b>Errors.</b> All errors are values. Nothing that a person, a browser or the provider sends leads to an exception.
 */
public interface RedirectProvider {

    /** The configured id, such as {@code campus}: lower-case letters, digits and hyphens, unique among all providers. */
    String provider();

    /** The display name on the sign-in page. */
    String label();

    /**
     * Begins a sign-in. It has no side effects, so an abandoned sign-in leaves nothing behind.
     *
     * @param callback the redirect URI to which the browser must return, as registered with the provider
     */
    Departure depart(URI callback);

    /** Completes a sign-in: asks the provider who signed in. Not idempotent; the hub calls it once for each departure. */
    Outcome arrive(Arrival arrival);

    /**
     * Reads a logout token with which a provider announces that sessions have ended (OpenID Connect Back-Channel Logout 1.0). The hub
     * checks whether it has received the same token before.
     *
     * @param token as received; the hub limits its length. It may come from anybody
     */
    Notice notice(String token);

    /**
     * The provider's page for signing out there as well; empty if it does not have one.
     *
     * @param back where the browser should go afterwards
     */
    Optional<URI> signOutPage(URI back);

    /** Where a sign-in begins. */
    sealed interface Departure {

        /**
         * Redirect the browser to this page.
         *
         * @param page the provider's page
         * @param state a random value that is among the page's parameters and that the browser brings back
         * @param kept what the provider needs again in {@link Arrival}; a secret that only this browser receives
         */
        record Away(URI page, String state, String kept) implements Departure {
            public Away {
                Objects.requireNonNull(page);
                Objects.requireNonNull(state);
                Objects.requireNonNull(kept);
            }

            /** Omits the secrets. */
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
     * A browser that has returned from the provider.
     *
     * @param kept the value of the departure
     * @param state the value of the departure; the hub has checked that the browser brought the same one
     * @param parameters the request's parameters, each of them once; the hub limits their size
     */
    record Arrival(String kept, String state, Map<String, String> parameters) {
        public Arrival {
            Objects.requireNonNull(kept);
            Objects.requireNonNull(state);
            parameters = Map.copyOf(parameters);
        }

        /** Omits the secrets. */
        @Override
        public String toString() {
            return "Arrival[" + parameters.keySet() + "]";
        }
    }

    /** The result of a sign-in. */
    sealed interface Outcome {

        /**
         * The provider authenticated this person. The hub decides whether the person is allowed to sign in.
         *
         * @param memory what to pass to {@link IdentitySource} later, stored encrypted; null for nothing
         * @param session the provider's own session id, to which {@link RedirectProvider#notice} may refer; null if it does not have one
         * @param until when the provider's session, and with it the hub's, ends unless the hub asks again; null if the provider does not
         *     set a limit
         */
        record Vouched(
                ExternalIdentity identity,
                @Nullable String memory,
                @Nullable String session,
                @Nullable Instant until) implements Outcome {
            public Vouched {
                Objects.requireNonNull(identity);
            }

            /** Omits the memory, which may be a secret. */
            @Override
            public String toString() {
                return "Vouched[" + identity + "]";
            }
        }

        /**
         * The provider did not authenticate anybody.
         *
         * @param code a stable code for audit and metrics, such as {@code EMAIL_UNVERIFIED}; upper-case letters and underscores
         * @param why one sentence for administrators; the person only sees that the sign-in failed
         */
        record Refused(String code, String why) implements Outcome {
            public Refused {
                Objects.requireNonNull(code);
                Objects.requireNonNull(why);
            }
        }

        /** The provider could not be asked. This says nothing about the person. */
        record Unavailable(String why) implements Outcome {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }

    /** The content of a logout token. */
    sealed interface Notice {

        /**
         * The provider has ended sessions.
         *
         * @param subject whose sessions; null if the token names only a session
         * @param session which session; null for all sessions of the subject
         * @param id the token's id ({@code jti}); each token counts once
         * @param until the time until which the same token could be sent again
         */
        record Ended(@Nullable String subject, @Nullable String session, String id, Instant until) implements Notice {
            public Ended {
                Objects.requireNonNull(id);
                Objects.requireNonNull(until);
                if (subject == null && session == null) {
                    throw new IllegalArgumentException("A logout notice must name a subject, a session, or both");
                }
            }
        }

        /** The token was not issued by the provider, or is not valid. */
        record Refused(String why) implements Notice {
            public Refused {
                Objects.requireNonNull(why);
            }
        }

        /** The token cannot be verified now, because the provider's keys are not available. */
        record Unavailable(String why) implements Notice {
            public Unavailable {
                Objects.requireNonNull(why);
            }
        }
    }
}
