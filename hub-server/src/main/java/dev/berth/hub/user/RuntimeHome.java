package dev.berth.hub.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Candidates for the name of a user's runtime objects, best first. The first two are KubeSpawner's, so that its home directories are found.
 */
final class RuntimeHome {

    private static final int SAFE_LENGTH = 21;

    private RuntimeHome() {}

    /** The username itself if it is valid, then with 8, 16, 32 and 64 digits of its hash, then with an endless sequence of other hashes. */
    static Stream<String> candidates(UserName name) {
        String user = name.value();
        Stream<String> plain = user.matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?") && !user.contains("--")
                ? Stream.of(user)
                : Stream.empty();
        Stream<String> hashed = IntStream.of(8, 16, 32, 64)
                .mapToObj(length -> safe(user) + "---" + hash(user).substring(0, length));
        Stream<String> more = IntStream.iterate(2, round -> round + 1)
                .mapToObj(round -> safe(user) + "---" + hash(user + "/" + round));
        return Stream.of(plain, hashed, more).flatMap(names -> names);
    }

    private static String safe(String name) {
        String safe = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        if (safe.isEmpty()) {
            return "x";
        }
        String letterFirst = Character.isDigit(safe.charAt(0)) ? "x-" + safe : safe;
        return letterFirst
                .substring(0, Math.min(SAFE_LENGTH, letterFirst.length()))
                .replaceAll("-+$", "");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
