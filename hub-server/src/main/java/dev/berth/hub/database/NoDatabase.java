package dev.berth.hub.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * For a command that makes a database: refuses to touch one that is there, unless the operator has said that it is empty.
 *
 * @param option what the operator says that with
 */
public record NoDatabase(String option) implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty("berth.database.url");
        Path data = Path.of(environment.getRequiredProperty("berth.home"))
                .toAbsolutePath()
                .resolve("postgres");
        if (url != null || Files.isDirectory(data)) {
            throw new DatabaseStartException(
                    "There is a database already: " + (url == null ? data : url),
                    "Name another data folder (BERTH_HOME, berth.home), or add " + option
                            + " if that database has no users; one that has is never overwritten.");
        }
    }
}
