package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.PodReading;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest warning about each pod and claim, for problems that their status does not show: volumes that cannot be created or mounted.
 * Only warnings are watched and only their messages are stored, so that tens of thousands of events in the namespace cost nothing.
 */
final class WarningEvents implements AutoCloseable {

    private static final int REMEMBERED = 2_000;
    private static final Set<String> ABOUT_VOLUMES =
            Set.of("FailedMount", "FailedAttachVolume", "ProvisioningFailed", "FailedBinding", "FailedMapVolume");

    private final SharedIndexInformer<Event> informer;
    private final Map<String, String> messages = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    WarningEvents(Cluster cluster) {
        this.informer = cluster.client()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .withField("type", "Warning")
                .runnableInformer(0)
                .itemStore(new Keys())
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(new Handler());
    }

    void start() {
        var _ = informer.start();
    }

    /** Combines the current step with its latest warning. */
    String add(Pod pod, String message) {
        String warning =
                about("Pod", pod.getMetadata().getName(), pod.getMetadata().getUid());
        return warning == null ? message : message + " (" + warning + ")";
    }

    /** Whether there was ever a warning about a claim of the pod; it may be outdated. */
    boolean aboutClaimsOf(Pod pod) {
        return PodReading.claims(pod).anyMatch(claim -> about("PersistentVolumeClaim", claim, "") != null);
    }

    private @Nullable String about(String kind, String name, @Nullable String uid) {
        synchronized (messages) {
            String exact = messages.get(kind + "/" + name + "/" + uid);
            return exact != null ? exact : messages.get(kind + "/" + name + "/");
        }
    }

    private void remember(Event event) {
        // Events of other programs may lack either field.
        if (event.getReason() == null
                || event.getInvolvedObject() == null
                || !ABOUT_VOLUMES.contains(event.getReason())) {
            return;
        }
        String kind = event.getInvolvedObject().getKind();
        // A claim's name always belongs to the same claim; a pod's name is used by each generation.
        String uid =
                "Pod".equals(kind) ? String.valueOf(event.getInvolvedObject().getUid()) : "";
        String message = String.valueOf(event.getMessage());
        synchronized (messages) {
            messages.put(
                    kind + "/" + event.getInvolvedObject().getName() + "/" + uid,
                    event.getReason() + ": " + message.substring(0, Math.min(300, message.length())));
        }
    }

    @Override
    public void close() {
        informer.close();
    }

    private final class Handler implements ResourceEventHandler<Event> {

        @Override
        public void onAdd(Event event) {
            remember(event);
        }

        @Override
        public void onUpdate(Event old, Event event) {
            remember(event);
        }

        @Override
        public void onDelete(Event event, boolean unknown) {}
    }

    /** An informer must know which objects it has seen; only their keys are stored. */
    private static final class Keys implements ItemStore<Event> {

        private final Map<String, Event> events = new ConcurrentHashMap<>();

        @Override
        public String getKey(Event event) {
            return event.getMetadata().getNamespace() + "/"
                    + event.getMetadata().getName();
        }

        @Override
        public @Nullable Event put(String key, Event event) {
            Event slim = new Event();
            slim.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                    .withName(event.getMetadata().getName())
                    .withNamespace(event.getMetadata().getNamespace())
                    .withResourceVersion(event.getMetadata().getResourceVersion())
                    .build());
            return events.put(key, slim);
        }

        @Override
        public @Nullable Event remove(String key) {
            return events.remove(key);
        }

        @Override
        public Stream<String> keySet() {
            return events.keySet().stream();
        }

        @Override
        public Stream<Event> values() {
            return events.values().stream();
        }

        @Override
        public int size() {
            return events.size();
        }

        @Override
        public @Nullable Event get(String key) {
            return events.get(key);
        }
    }
}
