package dev.berth.proxy.hub;

import dev.berth.proxy.hub.OpenConnections.Open;
import dev.berth.proxy.table.TableState;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedPage.Change;
import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            return replace(page, snapshot);
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
        for (Change change : page.changes()) {
            if (change.seq() > applied) {
                takesAway |= apply(change, closings);
            }
        }
        return new Taken(applied != before, takesAway, Future.join(closings).mapEmpty());
    }

    private Taken replace(FeedPage page, Snapshot snapshot) {
        state.tables().replace(snapshot);
        feed = page.feed();
        applied = page.last();
        Future<Void> closed = state.open().closeIf(open -> !state.mayStay(open) || moved(open));
        state.applied().restart(applied);
        return new Taken(true, true, closed);
    }

    private boolean apply(Change change, List<Future<Void>> closings) {
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
        return switch (change.op()) {
            case REMOVE_ROUTE, REVOKE, WITHDRAW -> true;
            case PUT_ROUTE, GRANT, NOTHING -> false;
        };
    }

    private @Nullable Predicate<Open> closedBy(Change change) {
        return switch (change.op()) {
            case WITHDRAW -> {
                String credential = Objects.requireNonNull(change.withdrawal()).credential();
                yield open -> open.credentials().contains(credential);
            }
            case REVOKE ->
                open -> open.route().path().equals(change.path())
                        && (change.credential() == null || open.credentials().contains(change.credential()));
            case REMOVE_ROUTE -> open -> open.route().path().equals(change.path());
            // The server has moved: the next server at its old address must not receive its visitors.
            case PUT_ROUTE -> {
                String path = Objects.requireNonNull(change.route()).path();
                yield open -> open.route().path().equals(path) && moved(open);
            }
            case GRANT, NOTHING -> null;
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
