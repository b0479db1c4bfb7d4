package dev.berth.hub.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of servers, as chosen by users and as used in runtimes. */
final class ServerNames {

    /** JupyterHub 6's rule for named servers; the default server has an empty name. */
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,28}[a-z0-9])?");

    /**
     * First path segments that a default server serves below {@code /user/NAME/}: Jupyter Server 2, JupyterLab 4, Notebook 7 and the most
     * common extensions. A named server with such a name would hide these pages. The rule applies only to new servers.
     */
    private static final Set<String> OF_THE_DEFAULT_SERVER = Set.of(
            "api",
            "consoles",
            "custom",
            "dask",
            "doc",
            "edit",
            "files",
            "git",
            "git-pull",
            "hub",
            "kernelspecs",
            "lab",
            "login",
            "logout",
            "lsp",
            "metrics",
            "nbclassic",
            "nbconvert",
            "nbdime",
            "nbextensions",
            "notebooks",
            "oauth",
            "panel",
            "proxy",
            "retro",
            "security",
            "services",
            "shared",
            "spaces",
            "static",
            "templates",
            "terminals",
            "tree",
            "user",
            "view",
            "voila");

    private static final int MAX_LABEL = 63;
    private static final int FIRST_HASH = 8;
    private static final int MAX_HASH = 32;

    private ServerNames() {}

    /** Why this is not a valid name for a server; empty if it is valid. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return Optional.of(
                "\"" + shown + "\" is not a valid server name: use 1 to 30 lowercase letters, digits and hyphens,"
                        + " start with a letter, and do not end with a hyphen");
    }

    /** Whether a server with this name hides a page of the same user's default server. */
    static boolean hidesDefaultServer(String name) {
        return OF_THE_DEFAULT_SERVER.contains(name);
    }

    /** Why a new server cannot have this name, although an existing one keeps it; empty if it can. */
    static Optional<String> reserved(String name) {
        return hidesDefaultServer(name)
                ? Optional.of("\"" + name
                        + "\" is the name of a page of the default server, which a server of that name would"
                        + " hide: choose another name")
                : Optional.empty();
    }

    /**
     * Candidates for the name of the runtime's object, the most readable first; each later one contains a longer hash. The first one that
     * is free is stored.
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
