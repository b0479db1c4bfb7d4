package dev.berth.spawner.docker;

import dev.berth.spi.spawn.Spawner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Provides the {@link DockerSpawner} if {@code berth.spawner.type} is {@code docker}. */
@AutoConfiguration
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "docker")
@EnableConfigurationProperties(DockerSpawnerProperties.class)
public final class DockerSpawnerAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(DockerSpawnerAutoConfiguration.class);

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(Spawner.class)
    DockerSpawner dockerSpawner(DockerSpawnerProperties settings) {
        return DockerSpawner.open(settings, ownUid());
    }

    /** The console shows the same. */
    @Bean
    ApplicationRunner dockerProblemsAreLogged(ObjectProvider<DockerSpawner> spawner) {
        return _ -> spawner.ifAvailable(docker ->
                docker.preflight().forEach(problem -> log.warn("Servers cannot be started on Docker: {}", problem)));
    }

    static long ownUid() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The UID of this process could not be read from /proc/self", unreadable);
        }
    }
}
