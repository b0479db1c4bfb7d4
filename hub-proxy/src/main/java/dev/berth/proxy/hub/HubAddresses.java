package dev.berth.proxy.hub;

import dev.berth.spi.route.HubPaths;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the hubs. All are equal; the one that responded last is tried first, one that is shutting down is tried after the others,
 * and one that fails its {@linkplain HubHealth probe} is tried last. A name can stand for several hubs, such as that of a headless Service in
 * Kubernetes: each of its addresses is one hub.
 */
public final class HubAddresses {

    /** A hub that does not accept a connection within this time is skipped. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** How often names are resolved again: about this long after a hub was added or removed, the proxy knows about it. */
    public static final Duration LOOK_UP_EVERY = Duration.ofSeconds(5);

    /**
     * The last remaining hub is given up only after this many failed probes, because a late response is better than none. This is about ten
     * seconds, since a failing probe takes up to two.
     */
    private static final int PATIENCE_WITH_THE_LAST = 5;

    private static final Logger LOG = LoggerFactory.getLogger(HubAddresses.class);

    /** Resolves a name; may block. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private final List<Hub> configured;
    private final Names names;
    private final AtomicBoolean lookingUp = new AtomicBoolean();
    private volatile List<Hub> hubs;
    private volatile @Nullable Hub preferred;
    private final Set<Hub> leaving = ConcurrentHashMap.newKeySet();
    /** The number of consecutive failed probes for each hub. */
    private final Map<Hub, Integer> unwell = new ConcurrentHashMap<>();

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** Compared by identity: two requests to the same hub are two watches. */
    private static final class Watch {
        private final Hub hub;
        private final Runnable whenUnwell;

        Watch(Hub hub, Runnable whenUnwell) {
            this.hub = hub;
            this.whenUnwell = whenUnwell;
        }
    }

    public HubAddresses(List<URI> urls) {
        this(urls, InetAddress::getAllByName);
    }

    HubAddresses(List<URI> urls, Names names) {
        this.configured = urls.stream().map(Hub::of).toList();
        this.names = names;
        // Until the first lookup a name counts as one hub.
        this.hubs = configured;
    }

    /**
     * Resolves the names again; blocks, and does nothing while another call is in progress. Names that cannot be resolved keep their
     * addresses.
     */
    public void lookUp() {
        if (configured.stream().noneMatch(Hub::isName) || !lookingUp.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Hub> before = hubs;
            List<Hub> now = configured.stream()
                    .flatMap(hub -> expand(hub, before))
                    .distinct()
                    .toList();
            if (!now.equals(before)) {
                LOG.info("The hubs are {}", now);
            }
            hubs = now;
            leaving.retainAll(now);
            unwell.keySet().retainAll(now);
        } finally {
            lookingUp.set(false);
        }
    }

    private Stream<Hub> expand(Hub hub, List<Hub> before) {
        if (!hub.isName()) {
            return Stream.of(hub);
        }
        try {
            // Sorted, because DNS servers return them in a different order each time.
            return Arrays.stream(names.addresses(hub.host()))
                    .map(address -> hub.at(address.getHostAddress()))
                    .sorted(Comparator.comparing(Hub::toString));
        } catch (UnknownHostException away) {
            return before.stream().filter(known -> known.sameName(hub));
        }
    }

    List<Hub> all() {
        return hubs;
    }

    /** How many there are. */
    public int count() {
        return hubs.size();
    }

    /** What the probe found. */
    void judged(Hub hub, boolean well) {
        if (well) {
            unwell.remove(hub);
            return;
        }
        int failures = unwell.merge(hub, 1, Integer::sum);
        boolean elsewhere = hubs.stream().anyMatch(each -> !unwell.containsKey(each));
        if (failures == 1 && elsewhere) {
            LOG.warn("The hub {} does not answer; requests go to the others", hub);
        }
        if (!elsewhere && failures < PATIENCE_WITH_THE_LAST) {
            return;
        }
        List<Watch> waiting =
                watches.stream().filter(each -> each.hub.equals(hub)).toList();
        waiting.stream().filter(watches::remove).forEach(each -> each.whenUnwell.run());
    }

    /**
     * Runs an action, at most once, if the hub is found not to respond. The action can run on any thread.
     *
     * @return ends the watch
     */
    public Runnable watch(Hub hub, Runnable whenUnwell) {
        Watch watch = new Watch(hub, whenUnwell);
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    /** The same future, except that it fails as soon as the hub is found not to respond. Completes on the caller's context. */
    <T> Future<T> unlessUnwell(Hub hub, Future<T> answer) {
        Context context = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        Runnable fail = () -> promise.tryFail(hub + " does not answer");
        Runnable unwatch = watch(hub, context == null ? fail : () -> context.runOnContext(ignored -> fail.run()));
        answer.onComplete(done -> {
            unwatch.run();
            var _ = done.succeeded() ? promise.tryComplete(done.result()) : promise.tryFail(done.cause());
        });
        return promise.future();
    }

    /** Evaluates a response's headers that concern the hub itself. */
    public void heard(Hub hub, MultiMap headers) {
        if (headers.contains(HubPaths.LEAVING_HEADER)) {
            leaving.add(hub);
        } else {
            // This can also be a new hub at the address of one that has left.
            leaving.remove(hub);
        }
    }

    /** Returns the first success of the action, hub by hub, or the last failure. */
    public <T> Future<T> tryInTurn(Function<Hub, Future<T>> action) {
        return attempt(action, inTurn(), 0);
    }

    private List<Hub> inTurn() {
        List<Hub> all = new ArrayList<>(hubs);
        Collections.rotate(all, -Math.max(0, all.indexOf(preferred)));
        if (!leaving.isEmpty() || !unwell.isEmpty()) {
            all.sort(Comparator.<Hub, Boolean>comparing(unwell::containsKey).thenComparing(leaving::contains));
        }
        return all;
    }

    private <T> Future<T> attempt(Function<Hub, Future<T>> action, List<Hub> all, int index) {
        Future<T> tried = action.apply(all.get(index)).onSuccess(answer -> preferred = all.get(index));
        return index + 1 == all.size() ? tried : tried.recover(failure -> attempt(action, all, index + 1));
    }
}
