package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * For commands that work on an existing database: refuses to create one, and to touch the files of another account, which would leave a
 * PostgreSQL that the hub can no longer use.
 */
public final class ExistingDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (environment.getProperty("berth.database.url") == null) {
            require(Path.of(environment.getRequiredProperty("berth.home")).toAbsolutePath());
        }
    }

    static void require(Path home) {
        Path data = home.resolve("postgres");
        if (!Files.isDirectory(data)) {
            throw new DatabaseStartException(
                    "A hub's database does not exist in " + home,
                    "Set BERTH_HOME (berth.home) to the hub's data directory, or BERTH_CONFIG to its configuration file.");
        }
        try {
            long owner = ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
            if (owner != DatabaseAccount.currentUid()) {
                throw new DatabaseStartException(
                        "The data directory " + home + " belongs to the account with UID " + owner + ", and this is "
                                + DatabaseAccount.currentUid(),
                        "Run the command as the account that runs the hub, such as sudo -u '#" + owner + "' …");
            }
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The data directory " + home + " cannot be read: " + failure.getMessage(),
                    "Run the command as the account that runs the hub.",
                    failure);
        }
    }
}
