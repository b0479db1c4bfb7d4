package dev.berth.spi.spawn;

import java.util.List;
import java.util.Objects;

/**
 * The operating system identity of the user who owns a server.
 *
 * @param name the username in the hub
 * @param uid POSIX user id; never 0
 * @param gid primary group id; never 0
 * @param supplementalGroups supplemental group ids; never 0
 */
public record Owner(String name, long uid, long gid, List<Long> supplementalGroups) {

    public Owner {
        Objects.requireNonNull(name);
        supplementalGroups = List.copyOf(supplementalGroups);
        if (uid <= 0 || gid <= 0 || supplementalGroups.stream().anyMatch(group -> group <= 0)) {
            throw new IllegalArgumentException(
                    "A server must not run as root: uid " + uid + ", gid " + gid + ", groups " + supplementalGroups);
        }
    }
}
