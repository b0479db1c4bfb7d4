package dev.berth.hub.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The output of one service: two files of limited size, which only the hub's account can read. */
final class ServiceLog {

    private static final Logger log = LoggerFactory.getLogger(ServiceLog.class);
    private static final long MAX_BYTES = 1 << 20;
    private static final int CHUNK = 8_192;

    private final Path file;
    private final Path older;

    ServiceLog(Path folder, String service) {
        this.file = folder.resolve(service + ".log");
        this.older = folder.resolve(service + ".log.1");
    }

    /** Copies output until it ends, on a separate thread. */
    void follow(InputStream output) {
        Thread.ofVirtual().name("service log").start(() -> copy(output));
    }

    private void copy(InputStream output) {
        try (output) {
            byte[] buffer = new byte[CHUNK];
            for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                append(Arrays.copyOf(buffer, length));
            }
        } catch (IOException ended) {
            log.debug("The output of a service ended: {}", ended.toString());
        }
    }

    /** A full disk must not block the service, which waits until its output is read. */
    private void append(byte[] output) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, output, StandardOpenOption.APPEND);
            if (Files.size(file) > MAX_BYTES) {
                Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            log.warn("Output of a service could not be written to {}: {}", file, failure.toString());
        }
    }

    /** The last lines, the newest at the end; empty if this machine has none. */
    List<String> last(int count) throws IOException {
        String both = read(older) + read(file);
        List<String> lines = both.lines().toList();
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }
}
