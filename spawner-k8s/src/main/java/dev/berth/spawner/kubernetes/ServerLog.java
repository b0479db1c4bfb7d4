package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.SecretModel;
import dev.berth.spawner.kubernetes.model.Words;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.ServerRef;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** A server's output, available for as long as its pod exists. */
final class ServerLog {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Cluster cluster;
    private final KubernetesSpawnerProperties settings;

    ServerLog(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    List<String> last(ServerRef ref, int lines) {
        String name = Names.pod(settings, ref.runtimeName());
        Optional<Pod> pod = cluster.pod(name)
                .filter(found -> PodReading.ref(found).filter(ref::equals).isPresent());
        if (pod.isEmpty()) {
            return List.of();
        }
        String token = cluster.secret(SecretModel.nameIn(pod.get()))
                .map(SecretModel::token)
                .orElse("");
        String text = cluster.log(name, Names.CONTAINER, lines, MAX_BYTES);
        List<String> all = (token.isEmpty() ? text : text.replace(token, "[token]"))
                .lines()
                .map(Words::line)
                .toList();
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
