package dev.berth.hub.access;

import java.time.Duration;
import java.util.Set;

/** What came of a wish for a token. */
public sealed interface TokenOutcome {

    /**
     * Made.
     *
     * @param token the token
     * @param value its value, shown this once
     */
    record Issued(ApiToken token, String value) implements TokenOutcome {
        @Override
        public String toString() {
            return "Issued[" + token + ", hidden]";
        }
    }

    /** Names that are no scopes. */
    record UnknownScopes(Set<String> names) implements TokenOutcome {
        public UnknownScopes {
            names = Set.copyOf(names);
        }
    }

    /** More than its owner, or who asks for it, may do: the expanded scopes that are missing. */
    record MissingScopes(Set<String> scopes) implements TokenOutcome {
        public MissingScopes {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Longer than allowed, or for ever where an end is demanded. */
    record TooLong(Duration max) implements TokenOutcome {}

    /** The owner has as many as they may have. */
    record TooMany(int limit) implements TokenOutcome {}

    /** There is no active user of that id. */
    record NoSuchUser() implements TokenOutcome {}
}
