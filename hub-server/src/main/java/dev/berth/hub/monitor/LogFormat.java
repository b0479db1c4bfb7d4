package dev.berth.hub.monitor;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Translates {@code berth.log.format=ecs} to Spring Boot's structured logging, before the hub writes its first line. */
class LogFormat implements EnvironmentPostProcessor, Ordered {

    private static final Map<String, Object> ECS = Map.of(
            "logging.structured.format.console", "ecs",
            "logging.structured.ecs.service.name", "berth-hub",
            "spring.main.banner-mode", "off");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty("berth.log.format", "plain");
        // Added last, so that Spring Boot's own keys take precedence if they are set. An invalid value is reported with
        // the other problems.
        if (format.strip().toLowerCase(Locale.ROOT).equals("ecs")) {
            environment.getPropertySources().addLast(new MapPropertySource("berth.log.format", ECS));
        }
    }

    /** After the configuration file was read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 30;
    }
}
