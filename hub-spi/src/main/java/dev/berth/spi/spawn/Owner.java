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
 * @param account whose account the UID belongs to; an owner that an older release stored is not an account of the machine
 */
public record Owner(String name, long uid, long gid, List<Long> supplementalGroups, Account account) {

    /** Whose account a UID is. */
    public enum Account {
        /** The hub's: nothing but the hub knows it. */
        HUB,
        /** The person's own account on this machine, which has its own groups and home directory. */
        MACHINE
    }

    public Owner {
        account = Objects.requireNonNullElse(account, Account.HUB);
        Objects.requireNonNull(name);
        supplementalGroups = List.copyOf(supplementalGroups);
        if (uid <= 0 || gid <= 0 || supplementalGroups.stream().anyMatch(group -> group <= 0)) {
            throw new IllegalArgumentException(
                    "A server must not run as root: uid " + uid + ", gid " + gid + ", groups " + supplementalGroups);
        }
    }

    /** An owner whose UID is the hub's to give. */
    public Owner(String name, long uid, long gid, List<Long> supplementalGroups) {
        this(name, uid, gid, supplementalGroups, Account.HUB);
    }
}
