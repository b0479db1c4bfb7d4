package dev.berth.hub.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of servers, as people give them and as runtimes have them. */
final class ServerNames {

    /** JupyterHub 6's rule for named servers; the default one has the empty name. */
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,28}[a-z0-9])?");

    private static final int MAX_LABEL = 63;
    private static final int FIRST_HASH = 8;
    private static final int MAX_HASH = 32;

    private ServerNames() {}

    /** Why this cannot be a server's name; empty when it can. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return Optional.of(
                "\"" + shown + "\" is not a valid server name: use 1 to 30 lowercase letters, digits and hyphens,"
                        + " start with a letter, and do not end with a hyphen");
    }

    /**
     * Candidates for the name of the runtime's object, the most readable one first; each later one carries a longer hash. The first
     * that is free is taken and stored.
     */
    static Stream<String> runtimeNames(String home, String name) {
        String plain = name.isEmpty() ? home : home + "--" + name;
        String digest = sha256(Normalizer.normalize(home + "/" + name, Normalizer.Form.NFC));
        Stream<String> hashed = IntStream.iterate(FIRST_HASH, length -> length <= MAX_HASH, length -> length + 4)
                .mapToObj(length -> withHash(plain, digest.substring(0, length)));
        return plain.length() <= MAX_LABEL ? Stream.concat(Stream.of(plain), hashed) : hashed;
    }

    private static String withHash(String plain, String hash) {
        int room = MAX_LABEL - hash.length() - 3;
        String head = plain.substring(0, Math.min(plain.length(), room));
        return head.toLowerCase(Locale.ROOT) + "---" + hash;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
