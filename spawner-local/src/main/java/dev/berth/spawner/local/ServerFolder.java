package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runtime folder of one server. The package documentation describes each file. */
record ServerFolder(Path path, String runtimeName) {

    private static final String CLAIM = ".claim";

    boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    void create() throws IOException {
        if (!exists()) {
            Files.createDirectories(path, PrivateFiles.FOLDER);
        }
    }

    Path file(long generation, String kind) {
        return path.resolve(generation + "." + kind);
    }

    @Nullable Claim claim(long generation) throws IOException {
        String text = PrivateFiles.read(file(generation, "claim"));
        return text == null ? null : Claim.parse(text);
    }

    /** All claims by generation; empty if the folder does not exist. */
    NavigableMap<Long, Claim> claims() throws IOException {
        NavigableMap<Long, Claim> claims = new TreeMap<>();
        if (!exists()) {
            return claims;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + CLAIM)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                long generation = Long.parseLong(name.substring(0, name.length() - CLAIM.length()));
                Claim claim = claim(generation);
                if (claim != null) {
                    claims.put(generation, claim);
                }
            }
        }
        return claims;
    }

    void buryIfUnclaimed(long generation) throws IOException {
        PrivateFiles.createOnce(file(generation, "claim"), Claim.Tombstone.TEXT);
    }

    /** Records a stop request; if there are several, the earliest deadline applies. */
    void requestStop(long generation, Duration grace, boolean hadEnded) throws IOException {
        long forceAt = ProcessEntry.uptimeMillis() + grace.toMillis();
        Long known = forceAt(generation);
        if (known == null || (forceAt < known && !hadEnded)) {
            String text = "force-at=" + forceAt + "\nlate=" + hadEnded + "\n";
            PrivateFiles.replace(file(generation, "stop"), text);
        }
    }

    /** When to send SIGKILL, in milliseconds since boot; null if no stop was requested. */
    @Nullable Long forceAt(long generation) throws IOException {
        String text = PrivateFiles.read(file(generation, "stop"));
        return text == null ? null : Long.valueOf(Lines.parse(text).getOrDefault("force-at", "0"));
    }

    /** Whether the server ended after a stop request. */
    boolean endWasRequested(long generation) throws IOException {
        String text = PrivateFiles.read(file(generation, "stop"));
        return text != null && !text.contains("late=true");
    }

    boolean has(long generation, String kind) {
        return Files.exists(file(generation, kind), LinkOption.NOFOLLOW_LINKS);
    }

    @Nullable Map<String, String> exit(long generation) throws IOException {
        String text = PrivateFiles.read(file(generation, "exit"));
        return text == null ? null : Lines.parse(text);
    }

    boolean isClosed() {
        return Files.exists(path.resolve("closed"), LinkOption.NOFOLLOW_LINKS);
    }

    void close() throws IOException {
        PrivateFiles.replace(path.resolve("closed"), "closed\n");
    }

    void reopen() throws IOException {
        Files.deleteIfExists(path.resolve("closed"));
    }

    /** Removes the folder in one step, then its files. */
    void remove() throws IOException {
        Path gone = path.resolveSibling("_forgotten-" + PrivateFiles.nonce());
        try {
            Files.move(path, gone);
        } catch (NoSuchFileException another) {
            return;
        }
        deleteFiles(gone, "*");
        Files.deleteIfExists(gone);
    }

    /**
     * Removes what is left of all generations older than the previous one. They have all ended. The previous generation stays, so that a
     * late launch of an older one always finds a newer claim.
     */
    void prune(long generation) throws IOException {
        Long previous = claims().lowerKey(generation);
        if (previous != null) {
            for (long old : claims().headMap(previous).keySet()) {
                deleteFiles(path, old + ".*");
            }
        }
    }

    private static void deleteFiles(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
