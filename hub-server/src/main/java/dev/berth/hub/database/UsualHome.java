package dev.berth.hub.database;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Sets {@code berth.home} if it is not configured, so that every part of the hub uses the same folder. */
class UsualHome implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("berth.home", "").isBlank()) {
            Map<String, Object> home =
                    Map.of("berth.home", BerthHome.usualPlace().toString());
            environment.getPropertySources().addFirst(new MapPropertySource("usual data folder", home));
        }
    }

    /** After the configuration file was read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 30;
    }
}
