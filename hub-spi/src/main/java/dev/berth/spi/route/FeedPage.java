package dev.berth.spi.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next changes of the feed.
 *
 * @param feed the id of this feed; an id other than the proxy's means a different database and comes with a snapshot
 * @param last the number of the newest change that this page contains; equal to {@code applied} when nothing is new
 * @param settings how the proxy must behave; included in every page
 * @param snapshot if not null, replaces all tables; {@code changes} is empty then
 * @param changes in order, each sequence number one above the previous one
 */
public record FeedPage(
        String feed,
        long last,
        ProxySettings settings,
        @Nullable Snapshot snapshot,
        List<Change> changes) {

    public FeedPage {
        changes = List.copyOf(changes);
    }

    /** The complete state at {@link FeedPage#last}. */
    public record Snapshot(List<Route> routes, List<Grant> grants, List<Withdrawal> withdrawals) {
        public Snapshot {
            routes = List.copyOf(routes);
            grants = List.copyOf(grants);
            withdrawals = List.copyOf(withdrawals);
        }
    }

    /**
     * One change. Of the fields after {@code op}, only those that the operation needs are set.
     *
     * @param op {@code PUT_ROUTE} (route), {@code REMOVE_ROUTE} (path: closes the route's open connections), {@code GRANT} (grant),
     *     {@code REVOKE} (path, and credential, or null for all credentials: drops the grants and closes the connections that use them),
     *     {@code WITHDRAW} (withdrawal: drops the credential's grants and closes its connections), {@code NOTHING} (a sequence number
     *     without a change)
     */
    public record Change(
            long seq,
            Op op,
            @Nullable Route route,
            @Nullable Grant grant,
            @Nullable Withdrawal withdrawal,
            @Nullable String path,
            @Nullable String credential) {}

    /** The operation of a change. */
    public enum Op {
        PUT_ROUTE,
        REMOVE_ROUTE,
        GRANT,
        REVOKE,
        WITHDRAW,
        NOTHING
    }
}
