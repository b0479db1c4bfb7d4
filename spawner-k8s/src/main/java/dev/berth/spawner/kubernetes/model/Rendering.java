package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spawner.kubernetes.settings.SharedVolume;
import dev.berth.spi.spawn.StartRequest;
import java.util.List;

/**
 * Everything from which a pod is created.
 *
 * @param request the hub's request
 * @param settings the configuration
 * @param template the template that the request names
 * @param claim the claim of the user's home directory; empty if home directories are not on claims
 * @param secret the name of the Secret that will contain environment variables and files
 */
public record Rendering(
        StartRequest request, KubernetesSpawnerProperties settings, PodTemplate template, String claim, String secret) {

    List<SharedVolume> sharedVolumes() {
        return settings.sharedVolumes().stream()
                .filter(volume -> volume.isFor(request.groups()))
                .toList();
    }

    String image() {
        return request.image().isEmpty() ? settings.image() : request.image();
    }
}
