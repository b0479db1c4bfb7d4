package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spi.spawn.Limits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The containers of a server's pod. */
final class ContainerModel {

    private ContainerModel() {}

    static Container server(Rendering rendering) {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(rendering.image())
                .withImagePullPolicy(rendering.settings().imagePullPolicy().word())
                .withArgs(ServerProgram.arguments(rendering))
                .withWorkingDir(rendering.settings().home().mountPath())
                .addNewPort()
                .withName("notebook-port")
                .withContainerPort(rendering.settings().port())
                .endPort()
                .withEnv(environment(rendering))
                .withResources(resources(rendering))
                .withVolumeMounts(VolumeModel.mounts(rendering))
                .withSecurityContext(security(rendering))
                // The last lines of a failed server are kept in the pod's status, so the reason is available without a
                // call for the log.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withNewPort(rendering.settings().port())
                .endTcpSocket()
                .withPeriodSeconds(2)
                .withFailureThreshold(5)
                .endReadinessProbe()
                .build();
    }

    /**
     * Creates the user's folder on a file system with many of them, as that user: this does not need root if everybody can create folders
     * there (mode 1733), and a server never mounts a folder other than its user's own. A folder with that name that belongs to somebody
     * else is rejected.
     */
    static Container home(Rendering rendering) {
        HomeProperties home = rendering.settings().home();
        String folder =
                VolumeModel.ALL_HOMES + "/" + home.folderOf(rendering.request().home());
        return new ContainerBuilder()
                .withName(Names.HOME_CONTAINER)
                .withImage(rendering.image())
                .withImagePullPolicy(rendering.settings().imagePullPolicy().word())
                .withCommand(
                        "/bin/sh",
                        "-c",
                        "[ -d \"$1\" ] || mkdir -m 0700 \"$1\" || exit 1; [ -O \"$1\" ] && [ ! -h \"$1\" ]"
                                + " || { echo \"$1 belongs to somebody else\" >&2; exit 1; }",
                        "home",
                        folder)
                .withResources(resources(rendering))
                .withVolumeMounts(VolumeModel.allHomes())
                .withSecurityContext(security(rendering))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static List<EnvVar> environment(Rendering rendering) {
        List<EnvVar> variables = new ArrayList<>();
        ServerProgram.secretEnvironment(rendering)
                .keySet()
                .forEach(name -> variables.add(new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewSecretKeyRef()
                        .withName(rendering.secret())
                        .withKey(SecretModel.key(name))
                        .endSecretKeyRef()
                        .endValueFrom()
                        .build()));
        ServerProgram.openEnvironment(rendering)
                .forEach((name, value) -> variables.add(
                        new EnvVarBuilder().withName(name).withValue(value).build()));
        return variables;
    }

    private static ResourceRequirements resources(Rendering rendering) {
        Limits limits = rendering.request().limits();
        Map<String, Quantity> most = new TreeMap<>();
        long memory = limits.memoryBytes() > 0
                ? limits.memoryBytes()
                : rendering.settings().memory().toBytes();
        most.put("memory", new Quantity(Long.toString(memory)));
        if (limits.cpuMillis() > 0) {
            most.put("cpu", new Quantity(limits.cpuMillis() + "m"));
        }
        limits.devices().forEach((name, count) -> most.put(name, new Quantity(Integer.toString(count))));
        Map<String, Quantity> least = new TreeMap<>(most);
        if (rendering.template().memoryRequest() != null) {
            long asked = Math.min(memory, rendering.template().memoryRequest().toBytes());
            least.put("memory", new Quantity(Long.toString(asked)));
        }
        if (rendering.template().cpuRequest() != null) {
            long asked = Math.round(rendering.template().cpuRequest() * 1_000);
            least.put(
                    "cpu", new Quantity((limits.cpuMillis() > 0 ? Math.min(asked, limits.cpuMillis()) : asked) + "m"));
        }
        return new ResourceRequirementsBuilder()
                .withLimits(most)
                .withRequests(least)
                .build();
    }

    private static SecurityContext security(Rendering rendering) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withPrivileged(false)
                .withReadOnlyRootFilesystem(rendering.template().readOnlyRoot() ? true : null)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .build();
    }
}
