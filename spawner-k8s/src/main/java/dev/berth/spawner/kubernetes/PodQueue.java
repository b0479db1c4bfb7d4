package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Capacity;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.model.Shortage;
import dev.berth.spi.spawn.ResourceWait;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Explains to the owner of a waiting pod what is in use, and who waits before them. */
final class PodQueue {

    /** The scheduler tries older pods first. */
    private static final Comparator<Pod> AGE = Comparator.comparing(
                    (Pod pod) -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
            .thenComparing(pod -> pod.getMetadata().getName());

    /** Hundreds of pods may wait, and each is observed again and again. */
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PodWatch pods;
    private final Nodes nodes;
    private final WarningEvents warnings;
    private List<Pod> waiting = List.of();
    private long waitingSince = System.nanoTime() - MAX_AGE_NANOS;

    PodQueue(PodWatch pods, Nodes nodes, WarningEvents warnings) {
        this.pods = pods;
        this.nodes = nodes;
        this.warnings = warnings;
    }

    String message(Pod pod, PodState.Unschedulable waiting) {
        Optional<Shortage> shortage = Shortage.in(waiting.message(), pod);
        return shortage.map(what -> explained(pod, what).sentence())
                .orElseGet(() -> Texts.of("kubernetes.step.unscheduled", warnings.add(pod, waiting.message())));
    }

    private ResourceWait explained(Pod pod, Shortage shortage) {
        int ahead = ahead(pod, shortage.resource());
        int total = shortage.isDevice() ? Capacity.total(pod, nodes.recent(), shortage.resource()) : 0;
        return total > 0
                ? ResourceWait.devices(shortage.word(), shortage.wanted(), total, ahead)
                : ResourceWait.room(shortage.word(), ahead);
    }

    /** People, not pods: one person may wait with several servers. */
    private int ahead(Pod mine, String resource) {
        return (int) waiting().stream()
                .takeWhile(pod -> AGE.compare(pod, mine) < 0)
                .filter(pod -> Shortage.requests(pod, resource))
                .map(PodReading::owner)
                .filter(owner -> !owner.equals(PodReading.owner(mine)))
                .distinct()
                .count();
    }

    private synchronized List<Pod> waiting() {
        if (System.nanoTime() - waitingSince >= MAX_AGE_NANOS) {
            waiting = pods.all().stream()
                    .filter(pod -> PodReading.state(pod, false) instanceof PodState.Unschedulable)
                    .sorted(AGE)
                    .toList();
            waitingSince = System.nanoTime();
        }
        return waiting;
    }
}
