package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.OutputText;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/** Checks a pod against the rules; for a template, renders a pod for a fictitious user. */
public final class TemplateProof {

    private TemplateProof() {}

    /** The problems of a template, one phrase for each. */
    public static List<String> problems(KubernetesSpawnerProperties settings, PodTemplate template) {
        ServerRef ref = new ServerRef("somebody", 1);
        Owner owner = new Owner("somebody", 20_000, 20_000, List.of());
        StartRequest request = new StartRequest(
                ref,
                owner,
                "",
                "somebody",
                "/user/somebody/",
                "",
                List.of(),
                Map.of(),
                new Secret("none"),
                Limits.NONE);
        try {
            return problems(new Rendering(request, settings, template, "claim", "secret"));
        } catch (RuntimeException unreadable) {
            // Whatever the YAML library throws, the template cannot be read, and the message says where.
            return List.of("YAML that is not a valid part of a Pod (" + OutputText.bounded(cause(unreadable)) + ")");
        }
    }

    /** The problems of the pod of a start. */
    public static List<String> problems(Rendering rendering) {
        Pod plain = PodModel.of(new Rendering(
                rendering.request(),
                rendering.settings(),
                withoutPod(rendering.template()),
                rendering.claim(),
                rendering.secret()));
        return PodRules.problems(
                PodModel.of(rendering), plain, rendering.settings().home());
    }

    private static String cause(Throwable failure) {
        return String.valueOf(
                failure.getCause() == null
                        ? failure.getMessage()
                        : failure.getCause().getMessage());
    }

    private static PodTemplate withoutPod(PodTemplate template) {
        return new PodTemplate(
                template.nodeSelector(),
                template.tolerations(),
                template.affinity(),
                template.runtimeClass(),
                template.userNamespace(),
                template.gpuSharing(),
                template.memoryRequest(),
                template.cpuRequest(),
                template.sharedMemory(),
                template.readOnlyRoot(),
                template.appArmor(),
                template.seLinuxLevel(),
                template.labels(),
                template.annotations(),
                "");
    }
}
