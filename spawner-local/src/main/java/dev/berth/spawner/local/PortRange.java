package dev.berth.spawner.local;

import java.security.SecureRandom;

/**
 * The ports that servers get. Outside of the range from which the kernel takes the near ends of connections (32768 and up as a rule):
 * else a connection of anybody could hold a server's port for a moment.
 *
 * @param first the lowest
 * @param last the highest
 */
public record PortRange(int first, int last) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public PortRange {
        if (first < 1024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("berth.spawner.local.ports." + first + "–" + last
                    + " is no range of ports: 1024 ≤ first ≤ last ≤ 65535");
        }
    }

    /** By chance, so that nobody can lie in wait for it. */
    int any() {
        return first + RANDOM.nextInt(last - first + 1);
    }
}
