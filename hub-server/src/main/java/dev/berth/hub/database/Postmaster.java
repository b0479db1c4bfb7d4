package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    private static final Duration POLL = Duration.ofMillis(50);

    private final PostgresCluster cluster;
    private final Path folder;
    private final SocketFolder sockets;
    private final DatabaseLogin superuser;
    private final Path keys;
    private final Duration timeout;

    /**
     * @param folder the hub's own folder beside the data, with the locks
     * @param sockets where it listens
     * @param superuser login of the superuser
     * @param keys the folder with the superuser's password
     * @param timeout how long recovery after a crash can take
     */
    Postmaster(
            PostgresCluster cluster,
            Path folder,
            SocketFolder sockets,
            DatabaseLogin superuser,
            Path keys,
            Duration timeout) {
        this.cluster = cluster;
        this.folder = folder;
        this.sockets = sockets;
        this.superuser = superuser;
        this.keys = keys;
        this.timeout = timeout;
    }

    /** Starts it if necessary, and returns its process id. */
    long run() throws IOException {
        PostmasterFile running = cluster.postmaster();
        if (running != null && running.alive()) {
            if (await(running.pid())) {
                log.info("Adopted the PostgreSQL of an earlier or another hub: pid {}", running.pid());
                return running.pid();
            }
            replace(running);
        }
        return start();
    }

    /** A release before this one started it with a port, or the data directory was reached by another path. */
    private void replace(PostmasterFile running) throws IOException {
        if (!PostgresLocks.unused(folder)) {
            throw new DatabaseStartException(
                    "A hub of another release uses the PostgreSQL in " + cluster.folder()
                            + ", which does not listen on " + sockets.socket(),
                    "Stop that hub, and start this one again.");
        }
        log.info("PostgreSQL (pid {}) does not listen on {}; it is started again", running.pid(), sockets.socket());
        if (pgCtl("fast", 60) != 0) {
            throw failed("it does not stop (pid " + running.pid() + ")");
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

    private long start() throws IOException {
        new Orphans(cluster.folder()).end();
        cluster.removeStalePid();
        sockets.require(cluster.account());
        sockets.clear();
        Path out = logFolder().resolve("start.log");
        Files.deleteIfExists(out);
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(cluster.account().run(settings()));
        Process process = Command.builder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.getOutputStream().close();
        if (!await(process.pid())) {
            throw failed("it listens on another socket");
        }
        log.info("PostgreSQL started: pid {}", process.pid());
        return process.pid();
    }

    /** Passed on the command line, so that postgresql.conf cannot weaken them; administrators can tune everything else there. */
    private List<String> settings() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                cluster.binaries().program("postgres"), "-D", cluster.folder().toString()));
        for (String setting : List.of(
                "listen_addresses=",
                "port=" + SocketFolder.NUMBER,
                "unix_socket_directories=" + sockets.setting(),
                "unix_socket_permissions=0700",
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
                    logs, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            cluster.account().own(logs);
        }
        return logs;
    }

    /** Waits until a real login works and shows our data directory; a pid in a file proves nothing. False: it listens elsewhere. */
    private boolean await(long pid) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        String last = "it has not written postmaster.pid";
        while (System.nanoTime() < end) {
            PostmasterFile file = cluster.postmaster();
            if (file != null && file.pid() == pid && file.complete()) {
                if (!file.socketFolder().equals(sockets.path().toString())) {
                    return false;
                }
                try (Connection connection = superuser.connect()) {
                    requireOurs(connection);
                    return true;
                } catch (SQLException notYet) {
                    requirePatience(notYet);
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

    private void requireOurs(Connection connection) throws SQLException {
        try (var result = connection.createStatement().executeQuery("SHOW data_directory")) {
            result.next();
            if (!result.getString(1).equals(cluster.folder().toString())) {
                throw failed(sockets.socket() + " belongs to the PostgreSQL of " + result.getString(1));
            }
        }
    }

    /** A rejected password: waiting would not help. */
    private void requirePatience(SQLException failure) {
        if (DatabaseLogin.refused(failure.getSQLState())) {
            throw new DatabaseStartException(
                    "PostgreSQL of " + cluster.folder() + " rejects the superuser's password: " + failure.getMessage(),
                    "The password belongs in " + keys.resolve("postgres-superuser.password")
                            + ". Restore that file from a backup.",
                    failure);
        }
    }

    private DatabaseStartException ended() throws IOException {
        Path out = logFolder().resolve("start.log");
        String said = Files.exists(out) ? Files.readString(out).strip() : "";
        return failed(
                "it exited while starting: " + (said.length() > 2_000 ? said.substring(said.length() - 2_000) : said));
    }

    private DatabaseStartException failed(String reason) {
        return new DatabaseStartException(
                "The hub's PostgreSQL in " + cluster.folder() + " cannot be used: " + reason,
                "Read the logs in " + cluster.folder().resolveSibling("log")
                        + " and check the free space on that disk.");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", interrupted);
        }
    }
}
