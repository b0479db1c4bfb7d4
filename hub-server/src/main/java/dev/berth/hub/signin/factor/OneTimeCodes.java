package dev.berth.hub.signin.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** Time-based one-time passwords (RFC 6238) with the parameters of all authenticator apps: SHA-1, six digits, 30 seconds. */
public final class OneTimeCodes {

    /** RFC 4226, section 4, R6 recommends 160 bits. */
    private static final int SECRET_BYTES = 20;

    private static final Duration STEP = Duration.ofSeconds(30);
    /** Accepts one time step on either side (RFC 6238, section 5.2), for clock differences and slow typing. */
    private static final int AROUND = 1;

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator(STEP);

    private OneTimeCodes() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** The form in which people type it into an app. */
    static String text(byte[] secret) {
        return new String(Base32.encode(secret), StandardCharsets.US_ASCII).replace("=", "");
    }

    public static String code(byte[] secret, Instant at) {
        try {
            return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(secret, "HmacSHA1"), at);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The time step to which the code belongs, if it is close to the current one. Takes the same time whatever the result. */
    static OptionalLong step(byte[] secret, String code, Instant now) {
        byte[] given = code.replaceAll("[\\s-]", "").getBytes(StandardCharsets.UTF_8);
        long current = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = current - AROUND; step <= current + AROUND; step++) {
            byte[] right =
                    code(secret, Instant.ofEpochSecond(step * STEP.toSeconds())).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(right, given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
