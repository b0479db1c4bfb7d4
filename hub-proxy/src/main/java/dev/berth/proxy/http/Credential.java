package dev.berth.proxy.http;

import dev.berth.spi.route.DecisionRequest.CredentialType;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A visitor's credential, of which only the hash is kept. */
record Credential(CredentialType kind, String hash) {

    /** Longer values cannot be credentials of the hub, so they are not hashed. */
    private static final int LONGEST = 4_096;

    /** The token of an Authorization header of the schemes that JupyterHub's clients use; null for other schemes. */
    static @Nullable Credential token(MultiMap headers) {
        String value = headers.get("Authorization");
        if (value == null) {
            return null;
        }
        String[] parts = value.strip().split("\\s+", 2);
        String scheme = parts[0].toLowerCase(Locale.ROOT);
        boolean ours = scheme.equals("token") || scheme.equals("bearer");
        return ours ? token(parts.length > 1 ? parts[1] : "") : null;
    }

    static Credential token(String value) {
        return of(CredentialType.TOKEN, value);
    }

    static @Nullable Credential session(Cookies cookies, String name) {
        String value = cookies.first(name);
        return value == null || value.isEmpty() ? null : of(CredentialType.SESSION, value);
    }

    private static Credential of(CredentialType kind, String value) {
        return new Credential(kind, value.length() > LONGEST ? "too-long" : sha256(value));
    }

    static String sha256(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
