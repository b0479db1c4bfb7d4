package dev.berth.hub.server;

import dev.berth.spi.spawn.InMemorySpawner;
import dev.berth.spi.spawn.Spawner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In-memory servers for tests of complete hubs; a test that controls their behavior supplies a separate spawner. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "memory")
class InMemorySpawnerConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Spawner inMemorySpawner() {
        return new InMemorySpawner();
    }
}
