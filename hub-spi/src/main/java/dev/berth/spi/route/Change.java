package dev.berth.spi.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of the feed. {@link ChangeBody} is its JSON. */
public sealed interface Change {

    /** The sequence number, one above that of the previous change. */
    long seq();

    /** Whether something that was allowed before is no longer allowed. A proxy stores such a change before it acknowledges it. */
    default boolean takesAway() {
        return switch (this) {
            case RemoveRoute _, Revoke _, Withdraw _ -> true;
            case PutRoute _, AddGrant _, Nothing _ -> false;
        };
    }

    /** As it is sent now, by the clock that has set the ends of what it holds. */
    default Change sent(Instant now) {
        return switch (this) {
            case AddGrant added -> new AddGrant(added.seq(), added.grant().sent(now));
            case Withdraw withdrawn ->
                new Withdraw(withdrawn.seq(), withdrawn.withdrawal().sent(now));
            case PutRoute _, RemoveRoute _, Revoke _, Nothing _ -> this;
        };
    }

    /** As it is kept by who has received it now, by their own clock. */
    default Change received(Instant now) {
        return switch (this) {
            case AddGrant added -> new AddGrant(added.seq(), added.grant().received(now));
            case Withdraw withdrawn ->
                new Withdraw(withdrawn.seq(), withdrawn.withdrawal().received(now));
            case PutRoute _, RemoveRoute _, Revoke _, Nothing _ -> this;
        };
    }

    /** Adds a route, or replaces the one with the same path. Open connections to a server that has moved are closed. */
    record PutRoute(long seq, Route route) implements Change {}

    /** Removes a route and closes its open connections. */
    record RemoveRoute(long seq, String path) implements Change {}

    /** Adds a grant, or extends it. */
    record AddGrant(long seq, Grant grant) implements Change {}

    /**
     * Removes grants for a route and closes the connections that use them.
     *
     * @param credential whose grant; null for those of all credentials
     */
    record Revoke(long seq, String path, @Nullable String credential) implements Change {}

    /** Withdraws a credential: removes its grants and closes its connections. */
    record Withdraw(long seq, Withdrawal withdrawal) implements Change {}

    /** A sequence number without a change. */
    record Nothing(long seq) implements Change {}
}
