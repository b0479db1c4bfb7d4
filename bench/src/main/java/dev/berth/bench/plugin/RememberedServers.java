package dev.berth.bench.plugin;

import dev.berth.spi.spawn.ServerRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest generation of each server and whether it runs, in a file to which each change adds a line. */
final class RememberedServers {

    private final Path file;
    private final Map<String, Remembered> servers = new HashMap<>();

    /** One server. */
    record Remembered(long generation, boolean runs) {}

    RememberedServers(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] words = line.split(" ", -1);
                    servers.put(words[0], new Remembered(Long.parseLong(words[1]), Boolean.parseBoolean(words[2])));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    synchronized @Nullable Remembered get(ServerRef ref) {
        return servers.get(ref.runtimeName());
    }

    synchronized Map<String, Remembered> all() {
        return Map.copyOf(servers);
    }

    synchronized void put(ServerRef ref, boolean runs) {
        servers.put(ref.runtimeName(), new Remembered(ref.generation(), runs));
        try {
            Files.writeString(
                    file,
                    ref.runtimeName() + " " + ref.generation() + " " + runs + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
