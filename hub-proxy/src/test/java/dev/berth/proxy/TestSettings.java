package dev.berth.proxy;

import dev.berth.spi.route.ProxySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The settings that a hub sends to its proxies in tests. */
final class TestSettings {

    static final String COOKIE = "berth_session";

    private TestSettings() {}

    static ProxySettings plain() {
        return of("/", null, 3_600);
    }

    static ProxySettings of(String baseUrl, String publicHost, long graceSeconds) {
        return new ProxySettings(
                baseUrl,
                COOKIE,
                List.of(COOKIE, "jupyterhub-session-id", "_xsrf_hub"),
                publicHost,
                0,
                false,
                List.of("127.0.0.0/8"),
                List.of("127.0.0.0/8"),
                List.of("/quiet/*", "/quiet-too"),
                graceSeconds);
    }

    static Set<Long> ownAccount() {
        try {
            return Set.of(((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String sha256(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
