package dev.berth.hub.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account under which PostgreSQL runs: the hub's own, or {@code berth-db} if the hub runs as root.
 *
 * @param uid its user id
 * @param gid its primary group id
 * @param switched whether it differs from the hub's account
 */
record DatabaseAccount(long uid, long gid, boolean switched) {

    static final String NAME = "berth-db";

    private static final List<String> USERADD = List.of(
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            NAME);

    static long currentUid() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException failure) {
            throw new UncheckedIOException("/proc/self cannot be read", failure);
        }
    }

    /**
     * The account for this hub; a system account is created once, because PostgreSQL does not run as root or under a UID without a passwd
     * entry.
     */
    static DatabaseAccount find() {
        if (currentUid() != 0) {
            return new DatabaseAccount(currentUid(), -1, false);
        }
        try {
            DatabaseAccount known = lookUp();
            return known != null ? known : make();
        } catch (IOException failure) {
            throw missing(failure.getMessage());
        }
    }

    /** Wraps a command so that it runs under this account permanently, without privileges and without a way to gain any. */
    List<String> run(List<String> command) {
        if (!switched) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + gid,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs"));
        all.addAll(command);
        return all;
    }

    void own(Path path) throws IOException {
        if (switched) {
            Files.setAttribute(path, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Rejects a folder that this account cannot reach, naming the folder that blocks the path. */
    void requireReachable(Path folder) throws IOException {
        for (Path parent = folder; switched && parent != null; parent = parent.getParent()) {
            if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new DatabaseStartException(
                        "PostgreSQL runs as " + NAME + " and cannot reach " + folder
                                + ": other accounts cannot pass through " + parent,
                        "Set BERTH_HOME (berth.home) to a folder outside of " + parent + ", or run chmod o+x "
                                + parent);
            }
        }
    }

    private static @Nullable DatabaseAccount lookUp() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields.length > 3 && fields[0].equals(NAME)) {
                return new DatabaseAccount(Long.parseLong(fields[2]), Long.parseLong(fields[3]), true);
            }
        }
        return null;
    }

    private static DatabaseAccount make() throws IOException {
        Command.Result result = Command.run(USERADD);
        DatabaseAccount made = lookUp();
        if (made == null) {
            throw missing(result.output());
        }
        return made;
    }

    private static DatabaseStartException missing(@Nullable String reason) {
        return new DatabaseStartException(
                "The hub runs as root, and the system account " + NAME
                        + " for its PostgreSQL does not exist and cannot be created: " + reason,
                "Create it by hand: " + String.join(" ", USERADD)
                        + " (without useradd: adduser -S -D -H -s /sbin/nologin " + NAME
                        + "), run the hub under an account other than root, or set berth.database.url to an external PostgreSQL.");
    }
}
