package dev.berth.proxy;

import dev.berth.proxy.hub.HubAccounts;
import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in a file that can be replaced while the proxy runs. If the file cannot be read for a moment, the previous value stays in use.
 * Can be called from any thread; checks the file at most once a second.
 */
public final class ChangingSecret implements Supplier<Secret> {

    private static final Logger LOG = LoggerFactory.getLogger(ChangingSecret.class);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path file;
    private volatile Known known;

    /** Reads the file; later calls return this value or a newer one. */
    public ChangingSecret(Path file) throws IOException {
        this.file = file;
        this.known = read();
    }

    /** The accounts under which a hub on this machine can run, which shares this secret. */
    public Set<Long> hubAccounts() throws IOException {
        return HubAccounts.of(file);
    }

    @Override
    public Secret get() {
        Known current = known;
        if (System.nanoTime() - current.lookedAt < LOOK_NANOS) {
            return current.secret;
        }
        try {
            current = Files.getLastModifiedTime(file).equals(current.written)
                    ? new Known(current.secret, current.written, System.nanoTime())
                    : read();
        } catch (IOException unreadable) {
            LOG.warn(
                    "The secret in {} can no longer be read ({}); the previous one stays in use",
                    file,
                    unreadable.getMessage());
            current = new Known(current.secret, current.written, System.nanoTime());
        }
        known = current;
        return current.secret;
    }

    private Known read() throws IOException {
        FileTime written = Files.getLastModifiedTime(file);
        return new Known(SecretFile.read(file), written, System.nanoTime());
    }

    private record Known(Secret secret, FileTime written, long lookedAt) {}
}
