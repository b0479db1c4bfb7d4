package dev.berth.spawner.local;

import dev.berth.spi.spawn.Spawner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Provides the {@link LocalSpawner} if {@code berth.spawner.type} is {@code local} or not set. */
@AutoConfiguration
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "local", matchIfMissing = true)
@EnableConfigurationProperties(LocalSpawnerProperties.class)
public final class LocalSpawnerAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSpawnerAutoConfiguration.class);

    /** Prepares JupyterLab while the rest of the hub starts, and logs the progress line by line; preflight reports failures. */
    @Bean
    @ConditionalOnMissingBean(Spawner.class)
    LocalSpawner localSpawner(LocalSpawnerProperties properties, @Value("${berth.home:}") String berthHome) {
        LocalSpawner spawner = LocalSpawner.open(folder(berthHome), properties);
        spawner.prepareInBackground(LOG::info);
        return spawner;
    }

    /**
     * The hub reports that it is ready once servers can be started. Runs first, because the first administrator's password is printed
     * together with the address: a person who waits for the address sees the progress until then.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ApplicationRunner localSpawnerIsPrepared(ObjectProvider<LocalSpawner> spawner) {
        return _ -> spawner.ifAvailable(prepared -> {
            prepared.awaitPrepared();
            prepared.preflight()
                    .forEach(problem -> LOG.warn("Servers cannot start until this is corrected: {}", problem));
        });
    }

    /** The data directory is the hub's choice: if it is not set, the hub's default locations apply. */
    static Path folder(String berthHome) {
        if (!berthHome.isBlank()) {
            return Path.of(berthHome);
        }
        try {
            return Machine.effectiveUid() == 0
                    ? Path.of("/var/lib/berth")
                    : Path.of(System.getProperty("user.home"), ".local", "share", "berth");
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The default data directory could not be determined. Set BERTH_HOME", failure);
        }
    }
}
