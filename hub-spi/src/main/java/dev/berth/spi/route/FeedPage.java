package dev.berth.spi.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes next.
 *
 * @param feed the id of this feed; another id than the proxy's means another database, and comes with a snapshot
 * @param last the number of the newest change that this page contains; equal to {@code applied} when nothing is new
 * @param settings how the proxy must behave, in every page
 * @param snapshot when not null, replaces all tables; {@code changes} is empty then
 * @param changes in order, each number one above the one before
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

    /** All that holds at {@link FeedPage#last}. */
    public record Snapshot(List<Route> routes, List<Grant> grants, List<Withdrawal> withdrawals) {
        public Snapshot {
            routes = List.copyOf(routes);
            grants = List.copyOf(grants);
            withdrawals = List.copyOf(withdrawals);
        }
    }

    /**
     * One change; of the fields after {@code op}, those that the operation names are set.
     *
     * @param op {@code PUT_ROUTE} (route), {@code REMOVE_ROUTE} (path: closes what is open on it), {@code GRANT} (grant), {@code REVOKE}
     *     (path, and credential or null for everybody's: drops grants and closes what is open by them), {@code WITHDRAW} (withdrawal:
     *     drops the credential's grants and closes what is open by it), {@code NOTHING} (a number that has lost its meaning)
     */
    public record Change(
            long seq,
            Op op,
            @Nullable Route route,
            @Nullable Grant grant,
            @Nullable Withdrawal withdrawal,
            @Nullable String path,
            @Nullable String credential) {}

    /** What a change does. */
    public enum Op {
        PUT_ROUTE,
        REMOVE_ROUTE,
        GRANT,
        REVOKE,
        WITHDRAW,
        NOTHING
    }
}
