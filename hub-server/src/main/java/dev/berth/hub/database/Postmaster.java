package dev.berth.hub.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, adopts and stops the PostgreSQL of one data directory. The caller holds the start lock. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int PORTS_TO_TRY = 5;
    private static final Duration POLL = Duration.ofMillis(50);

    private final PostgresCluster cluster;
    private final Path folder;
    private final DatabaseLogin superuser;
    private final Path keys;
    private final Duration timeout;

    /**
     * @param folder the hub's own folder beside the data, with the remembered port and the logs
     * @param superuser login of the superuser; its port is not known yet
     * @param keys the folder with the superuser's password
     * @param timeout how long recovery after a crash can take
     */
    Postmaster(PostgresCluster cluster, Path folder, DatabaseLogin superuser, Path keys, Duration timeout) {
        this.cluster = cluster;
        this.folder = folder;
        this.superuser = superuser;
        this.keys = keys;
        this.timeout = timeout;
    }

    /** Starts it if necessary, and returns its port. */
    int run() throws IOException {
        PostmasterFile running = cluster.postmaster();
        if (running != null && running.alive()) {
            int port = await(running.pid());
            log.info("Adopted the PostgreSQL of an earlier or another hub: pid {}, port {}", running.pid(), port);
            return port;
        }
        int port = rememberedPort();
        for (int attempt = 1; ; attempt++) {
            try {
                return start(port);
            } catch (PortTakenException taken) {
                if (attempt == PORTS_TO_TRY) {
                    throw failed("a free port was not found in " + PORTS_TO_TRY + " attempts");
                }
                port = freePort();
            }
        }
    }

    /** Smart shutdown while clients disconnect, then fast: open transactions are rolled back, committed data is never lost. */
    void stop() throws IOException {
        PostmasterFile running = cluster.postmaster();
        if (running == null || !running.alive()) {
            return;
        }
        if (pgCtl("smart", 5) != 0 && pgCtl("fast", 60) != 0) {
            log.warn("PostgreSQL (pid {}) is still shutting down; its log is {}", running.pid(), logFolder());
        }
    }

    private int pgCtl(String mode, int seconds) throws IOException {
        return Command.run(cluster.account()
                        .run(List.of(
                                cluster.binaries().program("pg_ctl"),
                                "stop",
                                "--pgdata=" + cluster.folder(),
                                "--mode=" + mode,
                                "--timeout=" + seconds)))
                .status();
    }

    private int start(int port) throws IOException {
        Path out = logFolder().resolve("start.log");
        Files.deleteIfExists(out);
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(cluster.account().run(settings(port)));
        Process process = Command.builder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        int ready = await(process.pid());
        Files.writeString(folder.resolve("port"), ready + "\n");
        log.info("PostgreSQL started: pid {}, port {}", process.pid(), ready);
        return ready;
    }

    /** Passed on the command line, so that postgresql.conf cannot weaken them; administrators can tune everything else there. */
    private List<String> settings(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                cluster.binaries().program("postgres"), "-D", cluster.folder().toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "password_encryption=scram-sha-256",
                "ssl=off",
                "log_timezone=UTC",
                "timezone=UTC",
                "logging_collector=on",
                "log_directory=" + logFolder(),
                "log_filename=postgresql-%a.log",
                "log_rotation_age=1d",
                "log_rotation_size=0",
                "log_truncate_on_rotation=on",
                "log_file_mode=0600")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    private Path logFolder() throws IOException {
        Path logs = cluster.folder().resolveSibling("log");
        if (!Files.isDirectory(logs)) {
            Files.createDirectory(
                    logs,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
            cluster.account().own(logs);
        }
        return logs;
    }

    /** Waits until a real login works and shows our data directory; a port in a file proves nothing. */
    private int await(long pid) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        String last = "it has not written postmaster.pid";
        while (System.nanoTime() < end) {
            PostmasterFile file = cluster.postmaster();
            if (file != null && file.pid() == pid && file.port() != 0) {
                try (Connection connection = superuser.onPort(file.port()).connect()) {
                    requireOurs(connection, file.port());
                    return file.port();
                } catch (SQLException notYet) {
                    requirePatience(notYet, file.port());
                    last = String.valueOf(notYet.getMessage());
                }
            }
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                throw ended();
            }
            pause();
        }
        throw failed("it does not accept logins after " + timeout + ": " + last);
    }

    private void requireOurs(Connection connection, int port) throws SQLException {
        try (var result = connection.createStatement().executeQuery("SHOW data_directory")) {
            result.next();
            if (!result.getString(1).equals(cluster.folder().toString())) {
                throw failed("port " + port + " belongs to the PostgreSQL of " + result.getString(1));
            }
        }
    }

    /** Class 28 is a rejected password: waiting would not help. */
    private void requirePatience(SQLException failure, int port) {
        if (failure.getSQLState() != null && failure.getSQLState().startsWith("28")) {
            throw new DatabaseStartException(
                    "PostgreSQL on port " + port + " of " + cluster.folder() + " rejects the superuser's password: "
                            + failure.getMessage(),
                    "The password belongs in " + keys.resolve("postgres-superuser.password")
                            + ". Restore that file from a backup.",
                    failure);
        }
    }

    private RuntimeException ended() throws IOException {
        Path out = logFolder().resolve("start.log");
        String said = Files.exists(out) ? Files.readString(out).strip() : "";
        if (said.contains("could not bind")
                || said.contains("Address already in use")
                || collected().contains("could not bind")) {
            return new PortTakenException();
        }
        return failed(
                "it exited while starting: " + (said.length() > 2_000 ? said.substring(said.length() - 2_000) : said));
    }

    private String collected() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var logs = Files.newDirectoryStream(logFolder(), "postgresql-*.log")) {
            for (Path file : logs) {
                String text = Files.readString(file);
                all.append(text.substring(Math.max(0, text.length() - 2_000)));
            }
        }
        return all.toString();
    }

    private DatabaseStartException failed(String reason) {
        return new DatabaseStartException(
                "The hub's PostgreSQL in " + cluster.folder() + " cannot be used: " + reason,
                "Read the logs in " + cluster.folder().resolveSibling("log")
                        + " and check the free space on that disk.");
    }

    private int rememberedPort() throws IOException {
        Path file = folder.resolve("port");
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : freePort();
        } catch (NumberFormatException damaged) {
            return freePort();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", interrupted);
        }
    }

    private static final class PortTakenException extends RuntimeException {}
}
