package dev.berth.proxy.hub;

import dev.berth.spi.route.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The connections that are currently open to users' servers, so that they can be closed and counted.
 *
 * <p>A connection is registered before its credential is looked up. A withdrawal therefore either finds the connection here, or was in the
 * tables before the lookup: none is missed in between. Until a connection has been {@linkplain Open#admit() admitted}, a missing grant does
 * not close it: a hub may be granting it at this moment.
 */
public final class OpenConnections {

    private final Set<Open> all = ConcurrentHashMap.newKeySet();

    /** One HTTP exchange or tunnel with a user's server, registered until {@link #end()}. */
    public final class Open {

        private final Route route;
        private final List<String> credentials;
        private Supplier<Future<Void>> closing = Future::succeededFuture;
        private Runnable ending = () -> {};
        private boolean admitted;
        private boolean closed;

        private Open(Route route, List<String> credentials) {
            this.route = route;
            this.credentials = List.copyOf(credentials);
        }

        public Route route() {
            return route;
        }

        /** Hashes of the visitor's credentials; for an edge route, the one that decides. */
        public List<String> credentials() {
            return credentials;
        }

        /** From now on the loss of its grant closes the connection. Must be called before the final lookup of the grant. */
        public synchronized void admit() {
            admitted = true;
        }

        synchronized boolean admitted() {
            return admitted;
        }

        /** Sets how to close the connection; if closing was already requested, it happens immediately. */
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

        /** Whether it was closed from this side; then nothing more must be passed on. */
        public synchronized boolean closed() {
            return closed;
        }

        /** Sets what to do once when it is over, in place of what was set before. */
        public synchronized void whenEnded(Runnable action) {
            ending = action;
        }

        /** It is over, and there is nothing left to close. Can be called more than once. */
        public void end() {
            all.remove(this);
            Runnable then;
            synchronized (this) {
                then = ending;
                ending = () -> {};
            }
            then.run();
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

    public int count() {
        return all.size();
    }

    /** Closes the connections that match the condition; completes when all of them are closed. */
    public Future<Void> closeIf(Predicate<Open> condition) {
        List<Open> ending = all.stream().filter(condition).toList();
        ending.forEach(all::remove);
        List<Future<Void>> closings = ending.stream().map(Open::close).toList();
        return closings.isEmpty()
                ? Future.succeededFuture()
                : Future.join(closings).mapEmpty();
    }
}
