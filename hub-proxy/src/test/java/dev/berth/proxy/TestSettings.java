package dev.berth.proxy;

import dev.berth.spi.route.ProxySettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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
                graceSeconds);
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
