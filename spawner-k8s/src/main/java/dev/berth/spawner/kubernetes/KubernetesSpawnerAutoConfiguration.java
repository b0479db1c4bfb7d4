package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Spawner;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Provides the {@link KubernetesSpawner} if {@code berth.spawner.type} is {@code kubernetes}. */
@AutoConfiguration
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "kubernetes")
@EnableConfigurationProperties(KubernetesSpawnerProperties.class)
public final class KubernetesSpawnerAutoConfiguration {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 10_000;

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(Spawner.class)
    KubernetesSpawner kubernetesSpawner(KubernetesSpawnerProperties settings) {
        return KubernetesSpawner.open(client(Config.autoConfigure(null)), settings, InstantSource.system());
    }

    /**
     * A client for the cluster of the hub's own pod or of its kubeconfig. The client itself does not retry: the hub repeats the call
     * anyway, and no caller should be blocked for minutes.
     */
    static KubernetesClient client(Config cluster) {
        Config config = new ConfigBuilder(cluster)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
