package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All pods of this installation, as shown by a watch: one list at the start and after {@code 410 Gone}, changes otherwise. It recovers by
 * itself, however long the API server is unavailable, and then reports what was deleted in between.
 */
final class PodWatch implements AutoCloseable {

    private static final int REMEMBERED = 1_000;

    private final SharedIndexInformer<Pod> informer;
    private final String namespace;
    private final AtomicReference<@Nullable String> doubtedAt = new AtomicReference<>();
    private final List<Consumer<ServerRef>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Pod>> watchers = new CopyOnWriteArrayList<>();
    private final Map<ServerRef, Pod> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ServerRef, Pod> eldest) {
            return size() > REMEMBERED;
        }
    };

    PodWatch(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.namespace = cluster.namespace();
        this.informer = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabels(Names.selector(settings))
                .runnableInformer(0)
                .itemStore(new PodStore())
                // Retry after any exception: a hub that no longer watches would never see changes again.
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new Handler());
    }

    /** Begins to watch and returns; {@link #isCurrent} shows when the watch is established. */
    void start() {
        var _ = informer.start();
    }

    /**
     * Whether a list was complete and every later change will arrive. The library reports that it is watching even while it tries to
     * reconnect; so after a failed call the watch is not trusted until it delivers something new: a change, or one of the bookmarks that
     * the API server sends every minute.
     */
    boolean isCurrent() {
        if (!informer.hasSynced() || !informer.isWatching()) {
            return false;
        }
        String doubted = doubtedAt.get();
        if (doubted == null) {
            return true;
        }
        return !doubted.equals(version()) && doubtedAt.compareAndSet(doubted, null);
    }

    /** A call to the API server has failed: it is not known whether the watch is still connected. */
    void doubt() {
        doubtedAt.set(version());
    }

    private String version() {
        return String.valueOf(informer.lastSyncResourceVersion());
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + name));
    }

    List<Pod> all() {
        return List.copyOf(informer.getStore().list());
    }

    /** The last known state of a start whose pod is gone. */
    Optional<Pod> last(ServerRef ref, String podName) {
        synchronized (gone) {
            Pod seen = gone.get(ref);
            return seen != null
                    ? Optional.of(seen)
                    : pod(podName)
                            .filter(pod ->
                                    PodReading.ref(pod).filter(ref::equals).isPresent());
        }
    }

    Spawner.Watch watch(Consumer<ServerRef> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Calls back for each pod that was added or changed. */
    void onChange(Consumer<Pod> watcher) {
        watchers.add(watcher);
    }

    /** The state of a server may have changed. */
    void hint(ServerRef ref) {
        listeners.forEach(listener -> listener.accept(ref));
    }

    @Override
    public void close() {
        informer.close();
    }

    private void changed(Pod pod) {
        watchers.forEach(watcher -> watcher.accept(pod));
        PodReading.ref(pod).ifPresent(this::hint);
    }

    private final class Handler implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod pod) {
            changed(pod);
        }

        @Override
        public void onUpdate(Pod old, Pod pod) {
            if (!PodReading.state(old, false).equals(PodReading.state(pod, false))) {
                changed(pod);
            }
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            PodReading.ref(pod).ifPresent(ref -> {
                synchronized (gone) {
                    gone.put(ref, pod);
                }
            });
            changed(pod);
        }
    }
}
