package dev.berth.hub.page;

import dev.berth.hub.web.Links;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

/** Installs {@link EarlyErrors} in the web server, with the page for all errors. */
@Configuration(proxyBeanMethods = false)
class EarlyErrorsConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> earlyErrors(
            MessageSource messages, ITemplateEngine templates, JsonMapper json, Links links) {
        EarlyErrors.Rendering page = (locale, error) -> templates.process(
                "error",
                new Context(locale, Map.of("status", error.status(), "message", error.message(), "links", links)));
        EarlyErrors.Rendering body = (locale, error) -> json.writeValueAsString(error);
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                new EarlyErrors(messages, page, body).into(host);
            }
        });
    }
}
