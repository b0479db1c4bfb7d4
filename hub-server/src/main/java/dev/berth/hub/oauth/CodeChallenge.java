package dev.berth.hub.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Proof Key for Code Exchange with the method S256, the only one that clients of JupyterHub use (RFC 7636, section 4.2). */
final class CodeChallenge {

    static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private CodeChallenge() {}

    static boolean isValid(@Nullable String challenge, @Nullable String method) {
        return challenge == null
                ? method == null
                : METHOD.equals(method) && CHALLENGE.matcher(challenge).matches();
    }

    /** Whether the verifier belongs to the challenge; without a challenge there must be no verifier either (RFC 9700, section 2.1.1). */
    static boolean matches(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        challenge.getBytes(StandardCharsets.US_ASCII),
                        of(verifier).getBytes(StandardCharsets.US_ASCII));
    }

    private static String of(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
