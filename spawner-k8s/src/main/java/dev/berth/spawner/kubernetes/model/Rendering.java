package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spawner.kubernetes.settings.SharedVolume;
import dev.berth.spi.spawn.StartRequest;
import java.util.List;

/**
 * All that a pod is made of.
 *
 * @param request what the hub asks for
 * @param settings as configured
 * @param template the one that the request names
 * @param claim the claim of the user's home; empty where homes are no claims
 * @param secret the name of the Secret that will hold environment and files
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
