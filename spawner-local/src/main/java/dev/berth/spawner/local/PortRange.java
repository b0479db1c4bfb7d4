package dev.berth.spawner.local;

import java.security.SecureRandom;

/**
 * The port range for servers. It lies outside of the kernel's ephemeral range (usually 32768 and up): otherwise anybody's outgoing
 * connection could occupy a server's port for a moment.
 *
 * @param first the lowest port
 * @param last the highest port
 */
public record PortRange(int first, int last) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public PortRange {
        if (first < 1024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("berth.spawner.local.ports." + first + "–" + last
                    + " is not a valid port range: 1024 ≤ first ≤ last ≤ 65535");
        }
    }

    /** Chooses a random port, so that other programs cannot predict it. */
    int any() {
        return first + RANDOM.nextInt(last - first + 1);
    }
}
