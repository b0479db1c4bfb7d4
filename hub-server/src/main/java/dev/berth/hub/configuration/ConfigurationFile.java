package dev.berth.hub.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads the YAML file in {@code BERTH_CONFIG}. Environment variables take precedence over it. Problems with the file as a whole are kept
 * for {@link ConfigurationChecks}, which reports them together with all others.
 */
class ConfigurationFile implements EnvironmentPostProcessor, Ordered {

    private static final String ACTION = ". Correct the file, or set BERTH_CONFIG to another one";

    /** The name of the property source that contains the problem, and of its only key. */
    private static final String PROBLEM = "problem with BERTH_CONFIG";

    /** The name of the property sources, followed by the file's path and, if there are several documents, the document's number. */
    private static final String NAME = "BERTH_CONFIG: ";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String configured = environment.getProperty("BERTH_CONFIG", "");
        if (configured.isBlank()) {
            return;
        }
        try {
            read(Path.of(configured))
                    .reversed()
                    .forEach(source -> environment
                            .getPropertySources()
                            .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source));
        } catch (UnusableFileException unusable) {
            Finding finding = Finding.of(environment, "BERTH_CONFIG", unusable.getMessage() + ACTION);
            environment.getPropertySources().addLast(new MapPropertySource(PROBLEM, Map.of(PROBLEM, finding)));
        }
    }

    /** The problem of the file as a whole, if there is one. */
    static Optional<Finding> problem(ConfigurableEnvironment environment) {
        PropertySource<?> kept = environment.getPropertySources().get(PROBLEM);
        return kept != null && kept.getProperty(PROBLEM) instanceof Finding finding
                ? Optional.of(finding)
                : Optional.empty();
    }

    /** Whether these keys were read from the file with this name. */
    static boolean isFrom(PropertySource<?> source, String configured) {
        return source.getName().startsWith(NAME + Path.of(configured));
    }

    private static List<PropertySource<?>> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new UnusableFileException(
                    "BERTH_CONFIG is " + file.toAbsolutePath() + ", which is not a file that this account can read");
        }
        try {
            List<PropertySource<?>> sources =
                    new YamlPropertySourceLoader().load(NAME + file, new FileSystemResource(file));
            requireKeys(file, sources);
            return sources;
        } catch (UnusableFileException known) {
            throw known;
        } catch (IOException | RuntimeException failure) {
            throw new UnusableFileException(
                    "BERTH_CONFIG is " + file.toAbsolutePath() + ", which is not valid YAML: " + failure.getMessage());
        }
    }

    /** A plain text or a list is YAML as well, and would be silently ignored. */
    private static void requireKeys(Path file, List<PropertySource<?>> sources) {
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> keys
                    && Arrays.stream(keys.getPropertyNames())
                            .anyMatch(key -> key.equals("document") || key.startsWith("document["))) {
                throw new UnusableFileException("BERTH_CONFIG is " + file.toAbsolutePath()
                        + ", which does not contain keys. Write them as in \"berth:\" and below it \"  port: 8000\"");
            }
        }
    }

    /** After Boot's own files, so that the application's defaults are known and have lower precedence. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    private static final class UnusableFileException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableFileException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
