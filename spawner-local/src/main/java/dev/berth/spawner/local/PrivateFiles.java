package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small files that only the hub can read; they are written atomically. */
final class PrivateFiles {

    static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final SecureRandom RANDOM = new SecureRandom();

    private PrivateFiles() {}

    static String nonce() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Creates the file unless it exists; returns false if it existed. */
    static boolean createOnce(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Creates or replaces the file. */
    static void replace(Path file, String text) throws IOException {
        Files.move(draft(file, text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void write(Path file, String text) throws IOException {
        Files.createFile(file, FILE);
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    static @Nullable String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    private static Path draft(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(".draft-" + nonce());
        write(draft, text);
        return draft;
    }
}
