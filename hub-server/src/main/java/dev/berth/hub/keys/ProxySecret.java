package dev.berth.hub.keys;

import dev.berth.hub.database.BerthHome;
import dev.berth.hub.database.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the hub and its proxies know each other by: {@code keys/proxy.secret} in the data folder, made by the first hub that starts, or the
 * file that {@code berth.proxy.secret-file} names, which is somebody else's to make and to change. After a change the one before it lies
 * beside it with the time until which it is believed, too; so no proxy is turned away meanwhile. Files that change are noticed while the
 * hub runs.
 */
@Component
public final class ProxySecret {

    private static final int MIN_LENGTH = 32;
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path file;
    private final boolean given;
    private final Path previousFile;
    private final InstantSource clock;
    private volatile Believed believed;

    ProxySecret(BerthHome home, @Value("${berth.proxy.secret-file:}") String given, InstantSource clock) {
        this.given = !given.isBlank();
        this.file = this.given ? Path.of(given) : home.folder("keys").resolve("proxy.secret");
        this.previousFile = file.resolveSibling(file.getFileName() + ".previous");
        this.clock = clock;
        this.believed = read(this.given ? readGiven(file) : SecretFile.readOrCreate(file));
    }

    /** Never made: each hub would make another one. */
    private static String readGiven(Path file) {
        try {
            return SecretFile.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The proxy secret in " + file + " (berth.proxy.secret-file) cannot be read: " + failure
                            + ". Put the same long random word there for all hubs and proxies.",
                    failure);
        }
    }

    public String value() {
        return current().value();
    }

    public Path file() {
        return file;
    }

    /** Whether the file is not the hub's own, so that whoever gave it changes it. */
    boolean given() {
        return given;
    }

    /** Where the one before it lies, first its value, then until when it is believed. */
    Path previousFile() {
        return previousFile;
    }

    /**
     * Takes the same time for every wrong value. A proxy may have read the new secret before this hub has: nobody is turned away without a
     * look at the file.
     */
    public boolean matches(@Nullable String offered) {
        return offered != null && (believes(current(), offered) || believes(look(), offered));
    }

    private boolean believes(Believed now, String offered) {
        boolean first = same(offered, now.value());
        String previous = now.previous();
        boolean second =
                previous != null && same(offered, previous) && clock.instant().isBefore(now.until());
        return first || second;
    }

    private Believed current() {
        Believed known = believed;
        return System.nanoTime() - known.lookedAt() < LOOK_NANOS ? known : look();
    }

    private Believed look() {
        Believed known = believed;
        try {
            FileTime written = Files.getLastModifiedTime(file);
            Believed next = written.equals(known.written()) ? known.lookedNow() : read(SecretFile.read(file));
            believed = next;
            return next;
        } catch (IOException beingReplaced) {
            return known;
        }
    }

    private Believed read(String value) {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalStateException(
                    "The proxy secret in " + file + " has " + value.length() + " characters; it must have at least "
                            + MIN_LENGTH + ". Remove the file and start hub and proxies again.");
        }
        try {
            FileTime written = Files.getLastModifiedTime(file);
            List<String> lines = Files.exists(previousFile) ? Files.readAllLines(previousFile) : List.of();
            return lines.size() < 2
                    ? new Believed(value, null, Instant.EPOCH, written, System.nanoTime())
                    : new Believed(
                            value,
                            lines.get(0).strip(),
                            Instant.parse(lines.get(1).strip()),
                            written,
                            System.nanoTime());
        } catch (IOException failure) {
            throw new UncheckedIOException("The proxy secret beside " + file + " cannot be read", failure);
        } catch (DateTimeParseException noTime) {
            throw new IllegalStateException(
                    previousFile + " does not say on its second line until when it counts; remove the file.", noTime);
        }
    }

    private static boolean same(String offered, String value) {
        return MessageDigest.isEqual(offered.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ProxySecret[hidden, from " + file + "]";
    }

    private record Believed(String value, @Nullable String previous, Instant until, FileTime written, long lookedAt) {

        Believed lookedNow() {
            return new Believed(value, previous, until, written, System.nanoTime());
        }

        @Override
        public String toString() {
            return "Believed[hidden]";
        }
    }
}
