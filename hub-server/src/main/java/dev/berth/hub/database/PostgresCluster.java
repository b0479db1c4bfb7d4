package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's data directory.
 *
 * @param binaries the programs of this release of the hub
 * @param account the owner of the folder
 * @param folder the data directory
 */
record PostgresCluster(PostgresBinaries binaries, DatabaseAccount account, Path folder) {

    static final String SUPERUSER = "berth_root";

    /** Creates the data directory if it does not exist, and rejects one of a different major version. */
    void require(String superuserPassword) throws IOException {
        if (Files.isDirectory(folder)) {
            requireMajor();
        } else {
            initialise(superuserPassword);
        }
    }

    /** What the postmaster wrote into its pid file, or null if none has run here. */
    @Nullable PostmasterFile postmaster() throws IOException {
        Path file = folder.resolve("postmaster.pid");
        return Files.exists(file) ? PostmasterFile.parse(Files.readAllLines(file)) : null;
    }

    /**
     * Removes a pid file whose pid belongs to another program of the same account, as after a restart of the machine: PostgreSQL would
     * take it for a running postmaster and refuse to start. The caller knows that no process of this PostgreSQL is left. For an account of
     * its own this cannot happen, because all its processes are PostgreSQL's.
     */
    void removeStalePid() throws IOException {
        PostmasterFile left = postmaster();
        if (!account.switched()
                && left != null
                && !left.alive()
                && ProcessHandle.of(left.pid()).isPresent()) {
            Files.delete(folder.resolve("postmaster.pid"));
        }
    }

    private void requireMajor() throws IOException {
        String found = Files.readString(folder.resolve("PG_VERSION")).strip();
        int ours = binaries.major(account);
        if (!found.equals(Integer.toString(ours))) {
            throw new DatabaseStartException(
                    "The data directory " + folder + " was written by PostgreSQL " + found
                            + ", but this release of the hub contains PostgreSQL " + ours,
                    "Start the hub release that wrote it, save the data with pg_dump --format=custom, move " + folder
                            + " away, start this release once so that it creates a new folder, and load the data with pg_restore.");
        }
    }

    /** Works in a temporary folder that is renamed when it is complete, so that a hub that is killed leaves nothing half done. */
    private void initialise(String superuserPassword) throws IOException {
        Path draft = folder.resolveSibling("data.new");
        PostgresBinaries.delete(draft);
        Files.createDirectory(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path password = Files.createTempFile(folder.getParent(), "initdb", ".password");
        try {
            Files.writeString(password, superuserPassword + "\n");
            account.own(draft);
            account.own(password);
            Command.Result result = Command.run(account.run(initdb(draft, password)));
            if (result.status() != 0) {
                throw new DatabaseStartException(
                        "PostgreSQL's data directory " + draft + " cannot be created: " + result.output(),
                        "Check the free space on the disk of " + folder.getParent() + " and the message above.");
            }
            Files.move(draft, folder);
        } finally {
            Files.delete(password);
        }
    }

    private List<String> initdb(Path target, Path password) {
        return List.of(
                binaries.program("initdb"),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
    }
}
