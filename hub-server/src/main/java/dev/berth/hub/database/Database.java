package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database that this hub uses: who owns it, who the hub is there, and the embedded PostgreSQL if it is that one.
 *
 * @param owner runs the migrations
 * @param hub everything else
 * @param auditRole owns the audit table
 * @param embedded the PostgreSQL to leave at the end, or null
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
                    "Correct these keys, or leave out berth.database.url.");
        }
        return new Database(logins.owner(), logins.hub(), properties.auditRole(), null);
    }

    /**
     * The two logins of a PostgreSQL of one's own.
     *
     * @param problems one sentence for each thing that is wrong, which begins with its key
     */
    record Logins(DatabaseLogin owner, DatabaseLogin hub, List<String> problems) {}

    static Logins logins(DatabaseProperties properties, String url) {
        List<String> problems = new ArrayList<>();
        if (!url.startsWith("jdbc:postgresql:")) {
            problems.add("berth.database.url is \"" + url + "\"; it must begin with jdbc:postgresql:");
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
                    + "\"; they must differ, else the hub could rewrite the audit table");
        }
        return new Logins(owner, hub, List.copyOf(problems));
    }

    private static DatabaseLogin login(
            String url, String prefix, @Nullable String username, @Nullable Path passwordFile, List<String> problems) {
        if (username == null || !username.matches("[a-z_][a-z0-9_]{0,62}")) {
            problems.add(prefix + ".username is " + username
                    + "; with berth.database.url it must be a plain lower-case role name");
        }
        String password = "";
        try {
            password = passwordFile == null ? "" : SecretFile.read(passwordFile);
        } catch (IOException failure) {
            problems.add(prefix + ".password-file is " + passwordFile + " and cannot be read: " + failure.getMessage());
        }
        return new DatabaseLogin(url, username == null ? "" : username, password);
    }
}
