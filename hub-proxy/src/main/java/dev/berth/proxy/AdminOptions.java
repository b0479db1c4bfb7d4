package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a stand-alone proxy's port for probes and metrics, and of its shutdown.
 *
 * @param host address of the port for probes and metrics
 * @param port that port; -1 for none
 * @param token the token for reading the metrics; null if they cannot be read
 * @param drain how long the proxy continues to serve after SIGTERM, so that load balancers notice
 */
record AdminOptions(String host, int port, @Nullable Secret token, Duration drain) {

    /** No port unless one is configured. */
    static final int NO_PORT = -1;
}
