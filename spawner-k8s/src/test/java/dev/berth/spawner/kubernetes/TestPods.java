package dev.berth.spawner.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;

/** Pods that do not belong to Berth. */
final class TestPods {

    private TestPods() {}

    /** A pod that does not belong to Berth. */
    static Pod restricted(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(20_009L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(Names.CONTAINER)
                .withImage(TestCluster.SMALL_IMAGE)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sleep", "600")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    /** Gives the topmost folder of a claim to a group, as an administrator of a shared file system does. */
    static void giveRootOfClaim(TestCluster cluster, String claim, long gid) {
        Pod pod = restricted("give-" + claim);
        pod.getSpec().getSecurityContext().setFsGroup(gid);
        pod.getSpec().getContainers().getFirst().setCommand(List.of("true"));
        pod.getSpec().setRestartPolicy("Never");
        pod = new PodBuilder(pod)
                .editSpec()
                .addNewVolume()
                .withName("all")
                .withNewPersistentVolumeClaim(claim, null)
                .endVolume()
                .editFirstContainer()
                .addNewVolumeMount()
                .withName("all")
                .withMountPath("/all")
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build();
        cluster.admin().pods().inNamespace(cluster.namespace()).resource(pod).create();
        await("the claim's root is given to " + gid)
                .atMost(Duration.ofSeconds(90))
                .until(() -> PodReading.isOver(cluster.admin()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withName("give-" + claim)
                        .get()));
    }
}
