package dev.berth.proxy.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Runs the proxy inside the hub, unless {@code berth.proxy.embedded} is false or {@code berth.proxy.type} names another one. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "berth.proxy", name = "embedded", havingValue = "true", matchIfMissing = true)
@ConditionalOnProperty(prefix = "berth.proxy", name = "type", havingValue = "berth", matchIfMissing = true)
@EnableConfigurationProperties(EmbeddedProxyProperties.class)
public final class EmbeddedProxyAutoConfiguration {

    @Bean
    EmbeddedProxy embeddedProxy(
            EmbeddedProxyProperties properties, Environment environment, ObjectProvider<MeterRegistry> meters) {
        return new EmbeddedProxy(properties, environment, meters.getIfAvailable(CompositeMeterRegistry::new));
    }
}
