package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database of this hub: its owner's login, the hub's login, and the embedded PostgreSQL if it is used.
 *
 * @param owner runs the migrations
 * @param hub used for everything else
 * @param auditRole owns the audit table
 * @param embedded the PostgreSQL to release at the end, or null
 */
record Database(
        DatabaseLogin owner,
        DatabaseLogin hub,
        String auditRole,
        @Nullable EmbeddedPostgres embedded) implements AutoCloseable {

    static Database open(DatabaseProperties properties, BerthHome home) {
        if (properties.url() != null) {
            return external(properties, properties.url());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.open(home, properties.startTimeout());
        return new Database(
                postgres.owner(DatabaseRoles.DATABASE),
                postgres.hub(DatabaseRoles.DATABASE),
                DatabaseRoles.AUDIT,
                postgres);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Database external(DatabaseProperties properties, String url) {
        Logins logins = logins(properties, url);
        if (!logins.problems().isEmpty()) {
            throw new DatabaseStartException(
                    String.join(System.lineSeparator(), logins.problems()),
                    "Correct these keys or remove berth.database.url.");
        }
        return new Database(logins.owner(), logins.hub(), properties.auditRole(), null);
    }

    /**
     * The two logins of an external PostgreSQL.
     *
     * @param problems one sentence for each problem, which begins with its key
     */
    record Logins(DatabaseLogin owner, DatabaseLogin hub, List<String> problems) {}

    static Logins logins(DatabaseProperties properties, String url) {
        List<String> problems = new ArrayList<>();
        if (!url.startsWith("jdbc:postgresql:")) {
            problems.add("berth.database.url is \"" + url + "\", but must begin with jdbc:postgresql:");
        }
        DatabaseLogin hub = login(url, "berth.database", properties.username(), properties.passwordFile(), problems);
        DatabaseLogin owner = login(
                url,
                "berth.database.owner",
                properties.owner().username(),
                properties.owner().passwordFile(),
                problems);
        if (hub.username().equals(owner.username()) && !hub.username().isEmpty()) {
            problems.add("berth.database.username and berth.database.owner.username are both \"" + hub.username()
                    + "\", but must differ, because otherwise the hub could rewrite the audit table");
        }
        return new Logins(owner, hub, List.copyOf(problems));
    }

    private static DatabaseLogin login(
            String url, String prefix, @Nullable String username, @Nullable Path passwordFile, List<String> problems) {
        if (username == null || !username.matches("[a-z_][a-z0-9_]{0,62}")) {
            problems.add(prefix + ".username is " + username
                    + ". With berth.database.url it must be a plain lower-case role name");
        }
        String password = "";
        try {
            password = passwordFile == null ? "" : SecretFile.read(passwordFile);
        } catch (IOException failure) {
            problems.add(
                    prefix + ".password-file is " + passwordFile + ", which cannot be read: " + failure.getMessage());
        }
        return DatabaseLogin.external(url, username == null ? "" : username, password);
    }
}
