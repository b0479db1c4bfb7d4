package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets in files that only the hub's own account can read. */
public final class SecretFile {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private SecretFile() {}

    /**
     * The secret in a file, which is created (256 random bits, base64url, 0600) if it does not exist. Safe with several hubs at once: the
     * file appears atomically, and the first one stays.
     */
    public static String readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file, random());
            }
            return read(file);
        } catch (IOException failure) {
            throw new DatabaseStartException(
                    "The secret file " + file + " can neither be read nor created: " + failure.getMessage(),
                    "Check the owner and permissions of the file and the free space on its disk.",
                    failure);
        }
    }

    /** The content of a secret file, without the line break that editors append. */
    public static String read(Path file) throws IOException {
        String secret = Files.readString(file).strip();
        if (secret.isEmpty()) {
            throw new IOException("the file is empty");
        }
        return secret;
    }

    /** Replaces the content of the file atomically, with mode 0600: readers see either the old or the new one. */
    public static void replace(Path file, String content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path draft =
                Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new", ownerOnly);
        try {
            Files.writeString(draft, content + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A new random secret of 256 bits, base64url. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void create(Path file, String secret) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path draft =
                Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new", ownerOnly);
        try {
            Files.writeString(draft, secret + "\n");
            // A hard link instead of a move: it fails if another hub was first, whose secret must stay.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherHubWasFirst) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
