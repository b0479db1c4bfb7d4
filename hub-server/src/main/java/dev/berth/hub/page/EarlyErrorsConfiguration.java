package dev.berth.hub.page;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Installs {@link EarlyErrors} in the web server, with the page for all errors. */
@Configuration(proxyBeanMethods = false)
class EarlyErrorsConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> earlyErrors(
            MessageSource messages, ErrorTexts texts) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                new EarlyErrors(messages, texts).into(host);
            }
        });
    }
}
