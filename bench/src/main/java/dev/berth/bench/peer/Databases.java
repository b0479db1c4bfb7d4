package dev.berth.bench.peer;

import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One PostgreSQL with a database for each hub. */
public final class Databases {

    /** The binaries that Berth ships. */
    private static final String BINARIES = "/postgres-linux-x86_64.txz";

    private final PostgresServer server;

    private Databases(PostgresServer server) {
        this.server = server;
    }

    public static Databases start(Installation installation) {
        try {
            Path folder = Files.createDirectory(installation.home().resolve("postgres-binaries"));
            Path archive = folder.resolve("postgres.txz");
            try (InputStream in = Databases.class.getResourceAsStream(BINARIES)) {
                if (in == null) {
                    throw new IllegalStateException("There is no " + BINARIES + " on the class path");
                }
                Files.copy(in, archive);
            }
            Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", folder.toString())
                    .inheritIO()
                    .start();
            if (tar.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("PostgreSQL could not be unpacked with tar and xz; see above");
            }
            Files.delete(archive);
            return new Databases(PostgresServer.start(installation, folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public long pid() {
        return server.process().pid();
    }

    int port() {
        return server.port();
    }

    /** Runs a script of this module as the superuser. */
    void run(String database, String resource, int users) {
        try (InputStream in = Databases.class.getResourceAsStream("/seed/" + resource);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database,
                        PostgresServer.USER,
                        PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IllegalStateException("There is no /seed/" + resource);
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : script.replace(":users", Integer.toString(users)).split(";\n", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(resource + " failed", failure);
        }
    }
}
