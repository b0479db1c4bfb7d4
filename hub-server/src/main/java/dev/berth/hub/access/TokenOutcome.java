package dev.berth.hub.access;

import java.time.Duration;
import java.util.Set;

/** The result of a token request. */
public sealed interface TokenOutcome {

    /**
     * The token was created.
     *
     * @param token the token
     * @param value its value, which is shown only once
     */
    record Issued(ApiToken token, String value) implements TokenOutcome {
        @Override
        public String toString() {
            return "Issued[" + token + ", hidden]";
        }
    }

    /** Names that are not scopes. */
    record UnknownScopes(Set<String> names) implements TokenOutcome {
        public UnknownScopes {
            names = Set.copyOf(names);
        }
    }

    /** The request exceeds the permissions of its owner or of the caller: the expanded scopes that are missing. */
    record MissingScopes(Set<String> scopes) implements TokenOutcome {
        public MissingScopes {
            scopes = Set.copyOf(scopes);
        }
    }

    /** The lifetime is longer than allowed, or unlimited although an expiry is required. */
    record TooLong(Duration max) implements TokenOutcome {}

    /** The owner has as many as they may have. */
    record TooMany(int limit) implements TokenOutcome {}

    /** An active user with that id does not exist. */
    record NoSuchUser() implements TokenOutcome {}
}
