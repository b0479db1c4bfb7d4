package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code berth check}, the hub's log and the page Health tell about a cluster. */
class ClusterCheckIT {

    private static TestCluster cluster;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("check");
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void nothingIsWrongForAnAdministrator() {
        assertThat(problems(Config.autoConfigure(null), "namespace=" + cluster.namespace()))
                .isEmpty();
    }

    @Test
    void anApiServerThatDoesNotRespondIsNamed() {
        try (Gate gate = TestCluster.gate()) {
            gate.shut();
            assertThat(problems(TestCluster.through(gate), "namespace=" + cluster.namespace()))
                    .singleElement()
                    .asString()
                    .contains("https://127.0.0.1:" + gate.port())
                    .contains("cannot be queried")
                    .contains("KUBECONFIG");
        }
    }

    @Test
    void aNamespaceThatDoesNotExistIsNamed() {
        assertThat(problems(Config.autoConfigure(null), "namespace=nowhere-" + cluster.namespace()))
                .containsExactly("The cluster does not have the namespace nowhere-" + cluster.namespace()
                        + ". Create it as described in docs/howto/kubernetes.md, or correct"
                        + " berth.spawner.kubernetes.namespace.");
    }

    @Test
    void aStorageClassThatDoesNotExistIsNamedWithItsKey() {
        assertThat(problems(
                        Config.autoConfigure(null), "namespace=" + cluster.namespace(), "home.storage-class=nowhere"))
                .singleElement()
                .asString()
                .contains("berth.spawner.kubernetes.home.storage-class is \"nowhere\"");
    }

    @Test
    void anAccountWithoutPermissionsIsToldOnceAndOneWithSomeIsToldWhich() {
        Config account = account();
        assertThat(problems(account, "namespace=" + cluster.namespace()))
                .singleElement()
                .asString()
                .contains("does not have any permissions in namespace " + cluster.namespace());
        cluster.permit("default", "pods", List.of("get", "list", "watch", "create", "patch", "delete"));
        assertThat(problems(account, "namespace=" + cluster.namespace(), "home.kind=none"))
                .singleElement()
                .asString()
                .contains("not permitted to get pods/log, get configmaps, create configmaps")
                .doesNotContain("create pods")
                .doesNotContain("persistentvolumeclaims");
        assertThat(check(account, "namespace=" + cluster.namespace()).advice())
                .as("nodes and storage classes")
                .hasSize(2);
    }

    private static Config account() {
        String token = cluster.admin()
                .serviceAccounts()
                .inNamespace(cluster.namespace())
                .withName("default")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        Config admin = Config.autoConfigure(null);
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl())
                .withCaCertData(admin.getCaCertData())
                .withCaCertFile(admin.getCaCertFile())
                .withOauthToken(token)
                .build();
    }

    private static List<String> problems(Config config, String... settings) {
        return check(config, settings).problems().stream()
                .map(ClusterCheck.Problem::text)
                .toList();
    }

    private static ClusterCheck check(Config config, String... settings) {
        KubernetesSpawnerProperties properties = TestSettings.of(settings);
        return new ClusterCheck(
                new Cluster(KubernetesSpawnerAutoConfiguration.client(config), properties.namespace()), properties);
    }
}
