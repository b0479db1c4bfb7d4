package dev.berth.hub.signin;

import dev.berth.hub.database.BerthHome;
import dev.berth.hub.database.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the hub and its proxies know each other by: {@code keys/proxy.secret} in the data folder, made by the first hub that starts. */
@Component
public final class ProxySecret {

    private static final int MIN_LENGTH = 32;

    private final Path file;
    private final String value;

    ProxySecret(BerthHome home) {
        file = home.folder("keys").resolve("proxy.secret");
        value = SecretFile.readOrCreate(file);
        if (value.length() < MIN_LENGTH) {
            throw new IllegalStateException(
                    "The proxy secret in " + file + " has " + value.length() + " characters; it must have at least "
                            + MIN_LENGTH + ". Remove the file and start hub and proxies again.");
        }
    }

    public String value() {
        return value;
    }

    public Path file() {
        return file;
    }

    /** Takes the same time for every wrong value. */
    public boolean matches(@Nullable String offered) {
        return offered != null
                && MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ProxySecret[hidden, from " + file + "]";
    }
}
