package dev.berth.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as JupyterHub stores it: {@code algorithm:rounds:salt:digest}. The digest is that of the salt, followed by the value once for each
 * round.
 */
record JupyterHubHash(int rounds, String salt, String digest) {

    /** JupyterHub creates no longer values. A longer one is not hashed. */
    static final int MAX_LENGTH = 64;

    /** JupyterHub's generated tokens have 1. Of those that people choose it has 16384, which is too much work for a stranger's guess. */
    static final int MAX_ROUNDS = 8;

    /** How many characters of a value JupyterHub stores in the clear. */
    static final int PREFIX = 4;

    private static final Pattern STORED = Pattern.compile("sha512:([0-9]{1,6}):([0-9a-f]{1,64}):([0-9a-f]{128})");

    /** Parses a stored value; empty if it is not one of JupyterHub's, or uses another algorithm. */
    static Optional<JupyterHubHash> parse(String stored) {
        Matcher parts = STORED.matcher(stored);
        return parts.matches()
                ? Optional.of(new JupyterHubHash(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /** The part of a value that JupyterHub stores in the clear, to find candidates by it. */
    static String prefix(String value) {
        return value.codePoints()
                .limit(PREFIX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether this is the hash of a value. How long it takes does not depend on how much of the digest is right. */
    boolean matches(String value) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            sha512.update(salt.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            for (int round = 0; round < rounds; round++) {
                sha512.update(bytes);
            }
            return MessageDigest.isEqual(HexFormat.of().parseHex(digest), sha512.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "JupyterHubHash[hidden]";
    }
}
