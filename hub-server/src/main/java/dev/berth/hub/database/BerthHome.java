package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The hub's data directory ({@code berth.home}), with mode 0711, so that other accounts can pass through to their folders but cannot list
 * it; each folder in it has mode 0700.
 *
 * @param root absolute path of the folder
 */
public record BerthHome(Path root) {

    private static final Set<PosixFilePermission> PASS_THROUGH = PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Opens or creates the data directory. */
    public static BerthHome open(String configured) {
        Path root = Path.of(configured).toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PASS_THROUGH);
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The data directory " + root + " cannot be created or belongs to another account: "
                            + failure.getMessage(),
                    "Set BERTH_HOME (berth.home) to a folder that the account running the hub owns.",
                    failure);
        }
        return new BerthHome(root);
    }

    /** A folder of the hub's own account in the data directory, created if it does not exist. */
    public Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
            return folder;
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The folder " + folder + " cannot be created or protected: " + failure.getMessage(),
                    "Check the owner of " + root + " and the free space on its disk.",
                    failure);
        }
    }

    /** Like {@link #folder}, but other accounts can pass through it (0711) to a folder of theirs inside. */
    public Path passage(String name) {
        Path folder = folder(name);
        try {
            Files.setPosixFilePermissions(folder, PASS_THROUGH);
            return folder;
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The permissions of " + folder + " cannot be set: " + failure.getMessage(),
                    "Check the owner of " + root + ".",
                    failure);
        }
    }

    static Path usualPlace() {
        return DatabaseAccount.currentUid() == 0
                ? Path.of("/var/lib/berth")
                : Path.of(System.getProperty("user.home"), ".local", "share", "berth");
    }
}
