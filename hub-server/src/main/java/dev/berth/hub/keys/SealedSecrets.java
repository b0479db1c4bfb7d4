package dev.berth.hub.keys;

import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Second factors as stored: sealed and bound to their user, so that they cannot be used in another row. */
@Component
public final class SealedSecrets {

    /** The name of the key. */
    static final String KEY = "second-factor";

    private final Sealing sealing;

    SealedSecrets(Sealing sealing) {
        this.sealing = sealing;
    }

    public byte[] seal(long userId, byte[] secret) {
        return sealing.seal(KEY, place(userId), Base64.getEncoder().encodeToString(secret));
    }

    /** Empty if it was not sealed here for this user. */
    public Optional<byte[]> open(long userId, byte[] sealed) {
        return sealing.open(KEY, place(userId), sealed).map(Base64.getDecoder()::decode);
    }

    private static String place(long userId) {
        return "user " + userId;
    }
}
