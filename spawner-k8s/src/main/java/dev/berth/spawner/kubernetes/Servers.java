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
 * All pods of this installation, as a watch shows them: one list at the start and after {@code 410 Gone}, changes otherwise. It heals by
 * itself, however long the API server is away, and reports then what was deleted meanwhile.
 */
final class Servers implements AutoCloseable {

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

    Servers(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.namespace = cluster.namespace();
        this.informer = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabels(Names.selector(settings))
                .runnableInformer(0)
                .itemStore(new PodStore())
                // Whatever it is, it is tried again: a hub that no longer watches would be blind for good.
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new Handler());
    }

    /** Begins to watch and returns; {@link #isCurrent} tells when it does. */
    void start() {
        var _ = informer.start();
    }

    /**
     * Whether a list was complete, and every change since is on its way here. The library says that it watches also while it tries to
     * connect again; so after a call has failed, the watch is doubted until something new comes by it: a change, or one of the
     * bookmarks that the API server sends every minute.
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

    /** A call to the API server has failed: nobody knows whether the watch still stands. */
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

    /** The last that was seen of a start whose pod is gone. */
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

    /** Calls back with each pod that was added or has changed. */
    void onChange(Consumer<Pod> watcher) {
        watchers.add(watcher);
    }

    /** Something about a server may have changed. */
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
