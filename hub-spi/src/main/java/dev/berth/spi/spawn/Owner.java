package dev.berth.spi.spawn;

import java.util.List;
import java.util.Objects;

/**
 * The user whose server it is, as operating systems see one.
 *
 * @param name the user's name in the hub
 * @param uid POSIX user id; never 0
 * @param gid primary group id; never 0
 * @param supplementalGroups further group ids; never 0
 */
public record Owner(String name, long uid, long gid, List<Long> supplementalGroups) {

    public Owner {
        Objects.requireNonNull(name);
        supplementalGroups = List.copyOf(supplementalGroups);
        if (uid <= 0 || gid <= 0 || supplementalGroups.stream().anyMatch(group -> group <= 0)) {
            throw new IllegalArgumentException(
                    "No server runs as root: uid " + uid + ", gid " + gid + ", groups " + supplementalGroups);
        }
    }
}
