package dev.berth.e2e.harness;

import dev.berth.spawner.local.LocalSpawner;
import dev.berth.spawner.local.LocalSpawnerProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** One environment with JupyterLab for all hubs of all runs: the spawner's own code creates it if it does not exist. */
public final class JupyterCache {

    private static final Path FOLDER = Path.of(System.getProperty("berth.test.cache", "/var/tmp/berth-test-cache"));

    private JupyterCache() {}

    /** The interpreter with which to configure hubs; empty if the machine's own Python has JupyterLab and every hub finds it. */
    public static synchronized Optional<Path> python() {
        Optional<Path> known = find();
        if (known.isPresent()) {
            return known;
        }
        try {
            Files.createDirectories(FOLDER);
            Files.setPosixFilePermissions(FOLDER, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        // If two test runs need it, one creates it and the other one waits.
        try (FileChannel lock =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            LocalSpawner.open(FOLDER, LocalSpawnerProperties.defaults()).prepare(System.out::println);
            return find();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<Path> find() {
        Path environments = FOLDER.resolve("jupyter");
        if (!Files.isDirectory(environments)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(environments)) {
            return folders.filter(folder -> Files.exists(folder.resolve("complete")))
                    .max(Comparator.comparing(folder -> folder.toFile().lastModified()))
                    .map(folder -> folder.resolve("bin/python"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
