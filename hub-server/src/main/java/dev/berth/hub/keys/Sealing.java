package dev.berth.hub.keys;

import dev.berth.hub.access.CredentialHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts texts for the hubs of this installation (AES-256-GCM) and detects every change. A text sealed with an older version of a key can
 * be opened as long as that version is accepted.
 *
 * <p>The format: four bytes that identify the key version, twelve random bytes, and the ciphertext.
 */
@Component
public final class Sealing {

    /** For data that providers want to keep. */
    public static final String MEMORY = "memory";

    /** For data that a browser carries during a sign-in at a provider. */
    public static final String FLOW = "flow";

    private static final int VERSION = 4;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HubKeys keys;

    Sealing(HubKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals a text.
     *
     * @param key {@link #MEMORY} or {@link #FLOW}
     * @param place the context to which it belongs; it cannot be opened in another one
     */
    public byte[] seal(String key, String place, String text) {
        byte[] secret = keys.signing(key);
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, secret, nonce, place).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(VERSION + NONCE + sealed.length)
                    .put(version(secret))
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The text; empty if it was not sealed here for this place, or with a key that has expired. */
    public Optional<String> open(String key, String place, byte[] sealed) {
        if (sealed.length <= VERSION + NONCE) {
            return Optional.empty();
        }
        byte[] version = Arrays.copyOf(sealed, VERSION);
        return keys.valid(key).stream()
                .filter(secret -> Arrays.equals(version(secret), version))
                .findFirst()
                .flatMap(secret -> open(secret, place, sealed));
    }

    private static Optional<String> open(byte[] secret, String place, byte[] sealed) {
        byte[] nonce = Arrays.copyOfRange(sealed, VERSION, VERSION + NONCE);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, secret, nonce, place)
                    .doFinal(sealed, VERSION + NONCE, sealed.length - VERSION - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] version(byte[] secret) {
        String hash = CredentialHash.sha256("version " + HexFormat.of().formatHex(secret));
        return HexFormat.of().parseHex(hash.substring(0, 2 * VERSION));
    }
}
