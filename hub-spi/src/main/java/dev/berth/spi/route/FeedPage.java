package dev.berth.spi.route;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
        List<ChangeBody> changes) {

    public FeedPage {
        Objects.requireNonNull(feed);
        Objects.requireNonNull(settings);
        changes = List.copyOf(changes);
    }

    /** The complete state at {@link FeedPage#last}. */
    public record Snapshot(List<Route> routes, List<Grant> grants, List<Withdrawal> withdrawals) {
        public Snapshot {
            routes = List.copyOf(routes);
            grants = List.copyOf(grants);
            withdrawals = List.copyOf(withdrawals);
        }

        /** As it is sent now, by the clock that has set the ends of what it holds. */
        public Snapshot sent(Instant now) {
            return new Snapshot(
                    routes,
                    grants.stream().map(each -> each.sent(now)).toList(),
                    withdrawals.stream().map(each -> each.sent(now)).toList());
        }

        /** As it is kept by who has received it now, by their own clock. */
        public Snapshot received(Instant now) {
            return new Snapshot(
                    routes,
                    grants.stream().map(each -> each.received(now)).toList(),
                    withdrawals.stream().map(each -> each.received(now)).toList());
        }
    }
}
