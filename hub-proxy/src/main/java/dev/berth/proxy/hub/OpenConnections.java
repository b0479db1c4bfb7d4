package dev.berth.proxy.hub;

import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is open to users' servers at this moment, so that it can be closed and counted.
 *
 * <p>A connection is registered before its credential is looked up. So a withdrawal either finds it here, or was in the tables before
 * the look-up: none slips through between. Until it has been {@linkplain Open#admit() admitted} the lack of a grant is no reason to
 * close it: a hub may be giving that grant at this moment.
 */
public final class OpenConnections {

    private final Set<Open> all = ConcurrentHashMap.newKeySet();

    /** One exchange or tunnel with a user's server. */
    public static final class Open {

        private final Route route;
        private final List<String> credentials;
        private Supplier<Future<Void>> closing = Future::succeededFuture;
        private boolean admitted;
        private boolean closed;

        private Open(Route route, List<String> credentials) {
            this.route = route;
            this.credentials = List.copyOf(credentials);
        }

        public Route route() {
            return route;
        }

        /** Hashes of what the visitor brought; for an edge route the one that decides. */
        public List<String> credentials() {
            return credentials;
        }

        /** From now on the loss of its grant closes it. To be called before the grant is looked up for the last time. */
        public synchronized void admit() {
            admitted = true;
        }

        synchronized boolean admitted() {
            return admitted;
        }

        /** Says how to close it; when that was already asked for, it is done at once. */
        public void closeBy(Supplier<Future<Void>> how) {
            boolean late;
            synchronized (this) {
                closing = how;
                late = closed;
            }
            if (late) {
                var _ = how.get();
            }
        }

        /** Whether it was closed from this side; nothing may be passed on any more. */
        public synchronized boolean closed() {
            return closed;
        }

        private Future<Void> close() {
            Supplier<Future<Void>> how;
            synchronized (this) {
                closed = true;
                how = closing;
            }
            return how.get();
        }
    }

    public Open register(Route route, List<String> credentials) {
        Open open = new Open(route, credentials);
        all.add(open);
        return open;
    }

    public void forget(Open open) {
        all.remove(open);
    }

    public int count() {
        return all.size();
    }

    /** Closes what the condition holds for; done when all of that is closed. */
    public Future<Void> closeIf(Predicate<Open> condition) {
        List<Open> ending = all.stream().filter(condition).toList();
        ending.forEach(all::remove);
        List<Future<Void>> closings = ending.stream().map(Open::close).toList();
        return closings.isEmpty()
                ? Future.succeededFuture()
                : Future.join(closings).mapEmpty();
    }
}
