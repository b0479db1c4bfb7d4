package dev.berth.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of credentials, and the only form in which they are stored. */
public final class CredentialHash {

    /** A longer value cannot be valid and is not hashed. */
    public static final int MAX_LENGTH = 512;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CredentialHash() {}

    /** SHA-256 of a value in lower-case hex, or empty for a value that is empty or too long. */
    public static Optional<String> of(@Nullable String value) {
        return value == null || value.isEmpty() || value.length() > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(sha256(value));
    }

    /** A new value: 256 random bits, base64url. */
    public static String newValue() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-256 of any text in lower-case hex. */
    public static String sha256(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
