package dev.berth.proxy.hub;

import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.proxy.table.TableState;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Applies pages to the tables and disconnects what they take away. Used by one thread. */
final class FeedIntake {

    private final ProxyState state;
    private @Nullable String feed;
    private long applied = -1;

    FeedIntake(ProxyState state) {
        this.state = state;
    }

    /** The result of applying a page. */
    record Taken(boolean changed, boolean takesAway, Future<Void> disconnected) {}

    @Nullable String feed() {
        return feed;
    }

    long applied() {
        return applied;
    }

    /** Begins with the state that an earlier run left on disk. */
    void restore(TableState earlier) {
        state.tables().replace(earlier.tables());
        state.settings(earlier.settings());
        state.link().restore(earlier.lastContact());
        feed = earlier.feed();
        applied = earlier.applied();
        state.applied().restart(applied);
    }

    /** Makes the next request ask for a snapshot. */
    void forgetPlace() {
        feed = null;
        applied = -1;
    }

    Taken take(FeedPage page) {
        state.settings(page.settings());
        Snapshot snapshot = page.snapshot();
        if (snapshot != null) {
            return replace(page, snapshot.received(state.clock().instant()));
        }
        if (!page.feed().equals(feed)) {
            throw new BrokenFeedException("changes of feed " + page.feed() + " without its snapshot");
        }
        if (page.last() < applied) {
            throw new BrokenFeedException("it ends at " + page.last() + ", before " + applied);
        }
        List<Future<Void>> closings = new ArrayList<>();
        boolean takesAway = false;
        long before = applied;
        for (Change change : read(page)) {
            if (change.seq() > applied) {
                apply(change, closings);
                takesAway |= change.takesAway();
            }
        }
        return new Taken(applied != before, takesAway, Future.join(closings).mapEmpty());
    }

    /** Read as a whole before any of it is applied. */
    private List<Change> read(FeedPage page) {
        try {
            return page.changes().stream()
                    .map(ChangeBody::read)
                    .map(each -> each.received(state.clock().instant()))
                    .toList();
        } catch (IllegalArgumentException incomplete) {
            throw new BrokenFeedException(String.valueOf(incomplete.getMessage()));
        }
    }

    private Taken replace(FeedPage page, Snapshot snapshot) {
        state.tables().replace(snapshot);
        feed = page.feed();
        applied = page.last();
        Future<Void> closed = state.open().closeIf(open -> !state.mayStay(open) || moved(open));
        state.applied().restart(applied);
        return new Taken(true, true, closed);
    }

    private void apply(Change change, List<Future<Void>> closings) {
        if (change.seq() != applied + 1) {
            throw new BrokenFeedException("number " + change.seq() + " after " + applied);
        }
        state.tables().apply(change);
        Predicate<Open> closes = closedBy(change);
        if (closes != null) {
            closings.add(state.open().closeIf(closes));
        }
        applied = change.seq();
        state.applied().advance(applied);
    }

    private @Nullable Predicate<Open> closedBy(Change change) {
        return switch (change) {
            case Change.Withdraw withdrawn ->
                open -> open.credentials().contains(withdrawn.withdrawal().credential());
            case Change.Revoke revoked -> {
                String credential = revoked.credential();
                yield open -> open.route().path().equals(revoked.path())
                        && (credential == null || open.credentials().contains(credential));
            }
            case Change.RemoveRoute removed -> open -> open.route().path().equals(removed.path());
            // The server has moved: the next server at its old address must not receive its visitors.
            case Change.PutRoute put ->
                open -> open.route().path().equals(put.route().path()) && moved(open);
            case Change.AddGrant _, Change.Nothing _ -> null;
        };
    }

    private boolean moved(Open open) {
        Route was = open.route();
        Route now = state.tables().exactly(was.path());
        return now == null
                || !now.ip().equals(was.ip())
                || now.port() != was.port()
                || now.mode() != was.mode()
                || now.generation() != was.generation();
    }
}
