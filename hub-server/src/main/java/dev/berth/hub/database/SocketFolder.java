package dev.berth.hub.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The folder with the Unix socket of the embedded PostgreSQL: its account owns it, with mode 0700. A port of the loopback interface would
 * belong to whoever binds it first, and users run programs on this machine.
 *
 * @param path absolute path
 */
record SocketFolder(Path path) {

    /** Part of the socket's name; PostgreSQL does not listen on a port. */
    static final int NUMBER = 5432;

    private static final String SOCKET = ".s.PGSQL." + NUMBER;
    /** {@code sun_path} of unix(7) has 108 bytes, including a zero at the end. */
    private static final int MAX_BYTES = 107;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * The folder for the PostgreSQL below {@code postgres}. All hubs that share it must agree, so the choice depends on nothing but that
     * path and the account.
     *
     * @param shared the parent of the folder if the path of the data directory is too long for a socket
     */
    static SocketFolder of(Path postgres, Path shared) throws IOException {
        Path usual = postgres.toRealPath().resolve("run");
        SocketFolder inside = new SocketFolder(usual);
        return inside.fits() ? inside : new SocketFolder(shared.resolve("berth-" + fingerprint(usual)));
    }

    static SocketFolder of(Path postgres, DatabaseAccount account) throws IOException {
        return of(postgres, Path.of(account.switched() ? "/run" : "/tmp"));
    }

    Path socket() {
        return path.resolve(SOCKET);
    }

    private boolean fits() {
        return socket().toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Creates the folder, or refuses one that another account could have prepared. */
    void require(DatabaseAccount account) throws IOException {
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            account.own(path);
        } catch (FileAlreadyExistsException before) {
            requireOwn(account);
        }
    }

    private void requireOwn(DatabaseAccount account) throws IOException {
        boolean own = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && ((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)) == account.uid();
        if (!own) {
            throw new DatabaseStartException(
                    "The folder " + path + " for PostgreSQL's socket does not belong to the account with UID "
                            + account.uid(),
                    "Find out who created it, and remove it. The hub then creates it again.");
        }
        Files.setPosixFilePermissions(path, OWNER_ONLY);
    }

    /** What a postmaster that was killed left here. The caller knows that none is running. */
    void clear() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(path.resolve(SOCKET + ".lock"));
    }

    /** The value of {@code unix_socket_directories}, a list in which commas and quotes would have a meaning. */
    String setting() {
        return '"' + path.toString().replace("\"", "\"\"") + '"';
    }

    private static String fingerprint(Path folder) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(folder.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
