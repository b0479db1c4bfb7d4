package dev.berth.spawner.kubernetes;

import dev.berth.spawner.base.OutputText;
import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.SecretModel;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.ServerRef;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** A server's output: from its pod while that exists, then its end from the ledger. */
final class ServerLog {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The number of lines that a ledger keeps. */
    private static final int KEPT_LINES = 100;

    private final Cluster cluster;
    private final Ledgers ledgers;
    private final KubernetesSpawnerProperties settings;

    ServerLog(Cluster cluster, Ledgers ledgers, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.ledgers = ledgers;
        this.settings = settings;
    }

    List<String> last(ServerRef ref, int lines) {
        Optional<Pod> pod = cluster.pod(Names.pod(settings, ref.runtimeName()))
                .filter(found -> PodReading.ref(found).filter(ref::equals).isPresent());
        List<String> written = pod.isPresent() ? of(pod.get(), lines) : List.of();
        return written.isEmpty()
                ? end(ledgers.read(ref.runtimeName()).ledger().linesOf(ref.generation()), lines)
                : written;
    }

    /** What must be in the ledger before a pod is deleted whose owner will ask what went wrong. */
    Ledger.Output toKeep(Pod pod, long generation) {
        return Ledger.Output.of(generation, of(pod, KEPT_LINES));
    }

    private List<String> of(Pod pod, int lines) {
        String token =
                cluster.secret(SecretModel.nameIn(pod)).map(SecretModel::token).orElse("");
        String text = cluster.log(pod.getMetadata().getName(), Names.CONTAINER, lines, MAX_BYTES);
        List<String> all = (token.isEmpty() ? text : text.replace(token, "[token]"))
                .lines()
                .map(OutputText::line)
                .toList();
        return end(all, lines);
    }

    private static List<String> end(List<String> all, int lines) {
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
