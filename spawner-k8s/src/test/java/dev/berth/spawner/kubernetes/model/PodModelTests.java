package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Limits;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Complete pods, compared with files. Run with {@code -Dgolden.update=true} to rewrite the files, and review the difference. */
class PodModelTests {

    private static final long GB = 1L << 30;

    @Test
    void plainPod() throws IOException {
        matches("plain", TestRenderings.of(Limits.NONE, ""));
    }

    @Test
    void podWithGpuTemplateAndSharedVolumes() throws IOException {
        matches("gpu", gpu());
    }

    /** The test cluster does not have user namespaces, AppArmor or SELinux; this shows what is sent. */
    @Test
    void podInAUserNamespaceWithAppArmorAndSeLinux() throws IOException {
        matches(
                "user-namespace",
                TestRenderings.of(
                        new Limits(2 * GB, 500, Map.of()),
                        "apart",
                        "templates.apart.user-namespace=true",
                        "templates.apart.app-armor=notebooks",
                        "templates.apart.se-linux-level=s0:c123,c456",
                        "templates.apart.read-only-root=true",
                        "templates.apart.shared-memory=0B",
                        "templates.apart.runtime-class=gvisor"));
    }

    @Test
    void podWithAFolderOnASharedFileSystem() throws IOException {
        matches(
                "shared-home",
                TestRenderings.of(
                        Limits.NONE, "", "home.kind=shared", "home.shared-claim=homes", "home.sub-path=people/{home}"));
    }

    @Test
    void noSecretIsInThePod() {
        assertThat(Serialization.asYaml(PodModel.of(gpu()))).doesNotContain("f".repeat(64));
    }

    @Test
    void aPodWithoutNvidiaDevicesSeesNoneWhateverItsImageSays() {
        assertThat(variable(PodModel.of(TestRenderings.of(Limits.NONE, "")), "NVIDIA_VISIBLE_DEVICES"))
                .isEqualTo("void");
        assertThat(PodModel.of(gpu()).getSpec().getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain("NVIDIA_VISIBLE_DEVICES");
    }

    @Test
    void theSecretHoldsWhatThePodNames() {
        Rendering rendering = gpu();
        Pod pod = PodModel.of(rendering);
        pod.getMetadata().setUid("uid-of-pod");
        var secret = SecretModel.of(rendering, pod);
        assertThat(secret.getStringData())
                .containsEntry("env.JUPYTER_TOKEN", "f".repeat(64))
                .containsKeys("passwd", "group", "default_setting_overrides.json");
        assertThat(secret.getStringData().get("passwd"))
                .contains("\nann-example:x:20001:20001::/home/user:/bin/bash\n");
        assertThat(secret.getStringData().get("group")).contains("\ngroup40001:x:40001:ann-example\n");
        assertThat(secret.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo("uid-of-pod");
        pod.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(each -> each.getValueFrom() != null)
                .forEach(each -> assertThat(secret.getStringData())
                        .containsKey(each.getValueFrom().getSecretKeyRef().getKey()));
    }

    private static Rendering gpu() {
        return TestRenderings.of(
                new Limits(32 * GB, 4_000, Map.of("nvidia.com/mig-1g.10gb", 1)),
                "a100",
                "environment.TZ=UTC",
                "image-pull-secrets=registry",
                "shared-volumes[0].name=data",
                "shared-volumes[0].claim=datasets",
                "shared-volumes[0].mount-path=/data",
                "shared-volumes[0].read-only=true",
                "shared-volumes[1].name=vision",
                "shared-volumes[1].claim=teams",
                "shared-volumes[1].sub-path=vision",
                "shared-volumes[1].mount-path=/team",
                "shared-volumes[1].groups=vision",
                "shared-volumes[1].gid=40001",
                "shared-volumes[2].name=secretive",
                "shared-volumes[2].claim=others",
                "shared-volumes[2].mount-path=/others",
                "shared-volumes[2].groups=physics",
                "templates.a100.node-selector[nvidia.com/gpu.product]=A100",
                "templates.a100.tolerations[0].key=nvidia.com/gpu",
                "templates.a100.tolerations[0].effect=NoSchedule",
                "templates.a100.memory-request=16GB",
                "templates.a100.cpu-request=0.5",
                "templates.a100.gpu-sharing=mig",
                "templates.a100.labels[team]=ml",
                "templates.a100.affinity="
                        + "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference:"
                        + " {matchExpressions: [{key: zone, operator: In, values: [a]}]}}]}}",
                "templates.a100.pod={spec: {priorityClassName: notebooks, dnsPolicy: ClusterFirst,"
                        + " containers: [{name: notebook, lifecycle: {preStop: {exec: {command: [sync]}}}}]}}");
    }

    private static String variable(Pod pod, String name) {
        return pod.getSpec().getContainers().getFirst().getEnv().stream()
                .filter(each -> name.equals(each.getName()))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }

    private static void matches(String file, Rendering rendering) throws IOException {
        String yaml = Serialization.asYaml(PodModel.of(rendering));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/dev/berth/spawner/kubernetes/model", file + ".yaml"), yaml);
        }
        try (InputStream stored = Objects.requireNonNull(
                Boolean.getBoolean("golden.update")
                        ? Files.newInputStream(
                                Path.of("src/test/resources/dev/berth/spawner/kubernetes/model", file + ".yaml"))
                        : PodModelTests.class.getResourceAsStream(file + ".yaml"),
                file + ".yaml is not there")) {
            assertThat(yaml).isEqualTo(new String(stored.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(TemplateProof.problems(rendering)).isEmpty();
    }
}
