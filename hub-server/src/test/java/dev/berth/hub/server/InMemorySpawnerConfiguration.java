package dev.berth.hub.server;

import dev.berth.spi.spawn.InMemorySpawner;
import dev.berth.spi.spawn.Spawner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Servers in memory for tests of whole hubs; a test that wants to say how they behave brings a spawner of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "memory")
class InMemorySpawnerConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Spawner inMemorySpawner() {
        return new InMemorySpawner();
    }
}
