package dev.berth.hub.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Reads the YAML file that {@code BERTH_CONFIG} names. The environment's own variables win over it. */
class ConfigurationFile implements EnvironmentPostProcessor, Ordered {

    private static final String ACTION = "Correct the file, or set BERTH_CONFIG to another one.";

    /** Of the property sources; the rest is the file's path, and the document's number where there are several. */
    private static final String NAME = "BERTH_CONFIG: ";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String configured = environment.getProperty("BERTH_CONFIG", "");
        if (!configured.isBlank()) {
            read(Path.of(configured))
                    .reversed()
                    .forEach(source -> environment
                            .getPropertySources()
                            .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source));
        }
    }

    /** Whether these keys were read from the file of this name. */
    static boolean isFrom(PropertySource<?> source, String configured) {
        return source.getName().startsWith(NAME + Path.of(configured));
    }

    private static List<PropertySource<?>> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationProblemException(
                    List.of("BERTH_CONFIG is " + file.toAbsolutePath()
                            + ", and no file that this account can read is there"),
                    ACTION);
        }
        try {
            List<PropertySource<?>> sources =
                    new YamlPropertySourceLoader().load(NAME + file, new FileSystemResource(file));
            requireKeys(file, sources);
            return sources;
        } catch (ConfigurationProblemException known) {
            throw known;
        } catch (IOException | RuntimeException failure) {
            throw new ConfigurationProblemException(
                    List.of("BERTH_CONFIG is " + file.toAbsolutePath() + ", which is no YAML that can be read: "
                            + failure.getMessage()),
                    ACTION);
        }
    }

    /** A text or a list is YAML, too, and would be read without a word and without effect. */
    private static void requireKeys(Path file, List<PropertySource<?>> sources) {
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> keys
                    && Arrays.stream(keys.getPropertyNames())
                            .anyMatch(key -> key.equals("document") || key.startsWith("document["))) {
                throw new ConfigurationProblemException(
                        List.of("BERTH_CONFIG is " + file.toAbsolutePath()
                                + ", which holds no keys: write them as in \"berth:\" and below it \"  port: 8000\""),
                        ACTION);
            }
        }
    }

    /** After Boot's own files, so that the application's defaults are known and lie below. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }
}
