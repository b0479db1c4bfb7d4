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
 * The secret by which the hub and its proxies authenticate each other: {@code keys/proxy.secret} in the data directory, created by the
 * first hub that starts, or the file that {@code berth.proxy.secret-file} names, which others create and change. After a change, the
 * previous secret is stored beside it with the time until which it is accepted as well, so that no proxy is rejected in between. Changed
 * files are noticed while the hub runs.
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

    /** This file is never created, because each hub would create a different one. */
    private static String readGiven(Path file) {
        try {
            return SecretFile.read(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The proxy secret in " + file + " (berth.proxy.secret-file) cannot be read: " + failure
                            + ". Put the same long random secret there for all hubs and proxies.",
                    failure);
        }
    }

    public String value() {
        return current().value();
    }

    /** The secrets that are accepted now: during a rotation there are two. */
    public List<String> valid() {
        Believed now = current();
        String previous = now.previous();
        return previous != null && clock.instant().isBefore(now.until())
                ? List.of(now.value(), previous)
                : List.of(now.value());
    }

    public Path file() {
        return file;
    }

    /** Whether the file is not managed by the hub, so that its owner must change it. */
    boolean given() {
        return given;
    }

    /** The file with the previous secret: first its value, then the time until which it is accepted. */
    Path previousFile() {
        return previousFile;
    }

    /**
     * Takes the same time for every wrong value. A proxy may have read the new secret before this hub, so the file is checked before a
     * value is rejected.
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
                    "The proxy secret in " + file + " has " + value.length() + " characters, but must have at least "
                            + MIN_LENGTH + ". Remove the file and restart the hubs and proxies.");
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
                    previousFile + " does not contain an expiry time on its second line. Remove the file.", noTime);
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
