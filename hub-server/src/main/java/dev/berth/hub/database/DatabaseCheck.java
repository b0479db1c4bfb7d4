package dev.berth.hub.database;

import dev.berth.spi.check.ConfigurationCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Checks that the database can be used as configured, and that the data directory can be created. */
class DatabaseCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(DatabaseProperties.class).ifPresent(properties -> {
            if (properties.url() != null) {
                external(properties, properties.url(), settings.thorough(), problems);
            }
        });
        String home = settings.value("berth.home");
        if (home != null && !home.isBlank()) {
            folder(Path.of(home).toAbsolutePath(), problems);
        }
    }

    private static void external(DatabaseProperties properties, String url, boolean thorough, Problems problems) {
        Database.Logins logins = Database.logins(properties, url);
        logins.problems().forEach(text -> problems.add(text.substring(0, text.indexOf(' ')), text));
        if (thorough && logins.problems().isEmpty()) {
            tryLogin(logins.hub(), "berth.database.username", problems);
            tryLogin(logins.owner(), "berth.database.owner.username", problems);
        }
    }

    private static void tryLogin(DatabaseLogin login, String key, Problems problems) {
        try (Connection connection = login.connect()) {
            if (!connection.isValid(5)) {
                problems.add(
                        "berth.database.url", "berth.database.url is \"" + login.url() + "\", which does not respond");
            }
        } catch (SQLException failure) {
            boolean refused = DatabaseLogin.refused(failure.getSQLState());
            String about = refused ? key : "berth.database.url";
            problems.add(
                    about,
                    about + " is \"" + (refused ? login.username() : login.url())
                            + "\", but a connection cannot be opened (" + failure.getMessage()
                            + "). Check the server, the role and its password file");
        }
    }

    /** The nearest existing folder must be writable for this account. */
    private static void folder(Path home, Problems problems) {
        Path existing = home;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            problems.add(
                    "berth.home",
                    "berth.home is \"" + home + "\": " + existing
                            + " is not a folder that this account can write to. Use another folder or change its owner");
        }
    }
}
