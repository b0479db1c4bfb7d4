package dev.berth.bench.plugin;

import dev.berth.spi.identity.PasswordProvider;
import dev.berth.spi.spawn.Spawner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Provides both if {@code berth.spawner.type} is {@code bench}. */
@AutoConfiguration
@ConditionalOnProperty(name = "berth.spawner.type", havingValue = "bench")
@EnableConfigurationProperties(BenchProperties.class)
public final class BenchAutoConfiguration {

    @Bean
    Spawner benchSpawner(BenchProperties properties) {
        return new BenchSpawner(properties.port(), new RememberedServers(properties.servers()));
    }

    @Bean
    PasswordProvider anyPassword() {
        return new AnyPassword();
    }
}
