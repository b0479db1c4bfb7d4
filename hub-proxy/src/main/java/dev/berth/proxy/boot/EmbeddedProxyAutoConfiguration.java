package dev.berth.proxy.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Runs the proxy inside the hub, unless {@code berth.proxy.embedded=false}. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "berth.proxy", name = "embedded", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(EmbeddedProxyProperties.class)
public final class EmbeddedProxyAutoConfiguration {

    @Bean
    EmbeddedProxy embeddedProxy(EmbeddedProxyProperties properties, Environment environment) {
        return new EmbeddedProxy(properties, environment);
    }
}
