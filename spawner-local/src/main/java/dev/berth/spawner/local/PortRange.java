package dev.berth.spawner.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The ports that servers get. Outside of the range from which the kernel takes the near ends of connections (32768 and up as a rule):
 * else a connection of anybody could hold a server's port for a moment.
 *
 * @param first the lowest
 * @param last the highest
 */
public record PortRange(int first, int last) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ATTEMPTS = 200;

    public PortRange {
        if (first < 1024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("berth.spawner.local.ports." + first + "–" + last
                    + " is no range of ports: 1024 ≤ first ≤ last ≤ 65535");
        }
    }

    /** A port that nobody has now, by chance so that nobody can lie in wait for it. */
    int free(Set<Integer> taken) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = first + RANDOM.nextInt(last - first + 1);
            if (!taken.contains(port) && canBind(port)) {
                return port;
            }
        }
        throw new IOException("No free port between " + first + " and " + last + ": widen berth.spawner.local.ports");
    }

    private static boolean canBind(int port) throws IOException {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
