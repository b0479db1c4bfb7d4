package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** When a Kubernetes spawner is created, and with which settings. */
class KubernetesSpawnerAutoConfigurationTests {

    @Test
    void thereIsNoneUnlessItIsAskedFor() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KubernetesSpawnerAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(Spawner.class));
    }

    /** A hub can start while its cluster is unavailable; it then reports that it does not know the state of any server. */
    @Test
    void aClusterThatIsAwayKeepsNoHubFromStarting() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KubernetesSpawnerAutoConfiguration.class))
                .withSystemProperties("kubernetes.master=https://127.0.0.1:9/", "kubernetes.auth.tryKubeConfig=false")
                .withPropertyValues("berth.spawner.type=kubernetes", "berth.spawner.kubernetes.namespace=users")
                .run(context -> {
                    Spawner spawner = context.getBean(Spawner.class);
                    assertThat(spawner.domain()).isEqualTo("kubernetes:users/berth");
                    assertThat(spawner.observe(new ServerRef("ann", 1))).isInstanceOf(Observation.Unknown.class);
                    assertThat(spawner.preflight()).isNotEmpty();
                });
    }

    @Test
    void defaults() {
        KubernetesSpawnerProperties settings = TestSettings.of();
        assertThat(settings.installation()).isEqualTo("berth");
        assertThat(settings.memory().toGigabytes()).isEqualTo(32);
        assertThat(settings.home().kind()).isEqualTo(HomeProperties.Kind.CLAIM);
        assertThat(settings.home().claimOf("ann")).isEqualTo("claim-ann");
        assertThat(settings.template("")).isEqualTo(PodTemplate.PLAIN);
        assertThat(settings.template("none")).isNull();
    }

    @Test
    void keysAreBound() {
        KubernetesSpawnerProperties settings = TestSettings.of(
                "image-pull-policy=always",
                "readiness=pod",
                "templates.a.gpu-sharing=time-sliced",
                "home.access-modes=ReadWriteMany,ReadWriteOnce",
                "quota[requests.memory]=1Gi");
        assertThat(settings.imagePullPolicy().word()).isEqualTo("Always");
        assertThat(settings.readiness()).isEqualTo(KubernetesSpawnerProperties.Readiness.POD);
        assertThat(Objects.requireNonNull(settings.template("a")).gpuSharing())
                .isEqualTo(PodTemplate.GpuSharing.TIME_SLICED);
        assertThat(settings.home().accessModes()).hasSize(2);
        assertThat(settings.quota()).containsEntry("requests.memory", "1Gi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                installation         | Not A Label
                pod-name             | jupyter
                port                 | 80
                home.mount-path      | home
                home.claim-name      | claim
                home.sub-path        | ../{home}
                home.access-modes    | ReadEverything
                home.kind            | shared
                home.kind            | host-path
                """)
    void whatCannotBeIsRefusedByItsKey(String key, String value) {
        String named = switch (value.strip()) {
            case "shared" -> "home.shared-claim";
            case "host-path" -> "home.host-path";
            default -> key.strip();
        };
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TestSettings.of(key.strip() + "=" + value.strip()))
                .rootCause()
                .hasMessageContaining("berth.spawner.kubernetes." + named);
    }
}
