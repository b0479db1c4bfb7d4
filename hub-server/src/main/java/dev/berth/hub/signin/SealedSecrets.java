package dev.berth.hub.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals what must be read again, with AES-256-GCM and a key of the table {@code keys}: whoever reads one table, or a log of its statements,
 * has no secrets. What is sealed is bound to its user and of no use in another row.
 */
@Component
final class SealedSecrets {

    /** Name of the key. What an older version has sealed is read while that is believed, and sealed anew meanwhile. */
    static final String KEY = "second-factor";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final HubKeys keys;

    SealedSecrets(HubKeys keys) {
        this.keys = keys;
    }

    byte[] seal(long userId, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.signing(KEY), nonce, userId)
                    .doFinal(secret);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nothing when it was not sealed here for this user, or with a key whose time is over. */
    Optional<byte[]> open(long userId, byte[] sealed) {
        return keys.valid(KEY).stream()
                .flatMap(key -> open(userId, sealed, key).stream())
                .findFirst();
    }

    /** Whether it should be sealed anew: it is readable, but not by the newest key. */
    boolean isAged(long userId, byte[] sealed) {
        return open(userId, sealed, keys.signing(KEY)).isEmpty()
                && open(userId, sealed).isPresent();
    }

    private static Optional<byte[]> open(long userId, byte[] sealed, byte[] key) {
        if (sealed.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, userId)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, long userId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("user " + userId).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
