package dev.berth.hub.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An account of this machine.
 *
 * @param home its home directory
 */
public record SystemAccount(String name, long uid, long gid, String home) {

    private static final int FIELDS = 7;

    /** The account with this name or UID; empty if there is none. */
    public static Optional<SystemAccount> find(String nameOrUid) {
        return line(nameOrUid)
                .map(line -> line.split(":", -1))
                .filter(SystemAccount::isWhole)
                .map(fields ->
                        new SystemAccount(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5]));
    }

    /** The UID of this process. */
    public static long ownUid() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException("/proc/self cannot be read", failure);
        }
    }

    private static boolean isWhole(String[] fields) {
        return fields.length == FIELDS && fields[2].matches("\\d{1,10}") && fields[3].matches("\\d{1,10}");
    }

    private static Optional<String> line(String key) {
        try {
            Process getent = new ProcessBuilder(List.of("getent", "passwd", "--", key))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            try (Stream<String> lines = getent.inputReader().lines()) {
                return lines.findFirst();
            }
        } catch (IOException noGetent) {
            throw new java.io.UncheckedIOException(
                    "getent, with which accounts of this machine are looked up, cannot be started", noGetent);
        }
    }
}
