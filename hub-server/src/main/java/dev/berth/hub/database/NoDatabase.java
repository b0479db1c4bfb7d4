package dev.berth.hub.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * For commands that create a database: refuses to touch an existing one, unless the operator confirms that it is empty.
 *
 * @param option the option with which the operator confirms it
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
                    "A database already exists: " + (url == null ? data : url),
                    "Use another data directory (BERTH_HOME, berth.home), or add " + option
                            + " if that database does not contain users. A database with users is never overwritten.");
        }
    }
}
