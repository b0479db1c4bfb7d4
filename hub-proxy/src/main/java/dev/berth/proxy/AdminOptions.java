package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-alone proxy tells those who watch it.
 *
 * @param host address of the port for probes and metrics
 * @param port that port; -1 for none
 * @param token what a reader of the metrics must bring; null when nobody may read them
 * @param drain how long the proxy serves on after it was told to stop, so that whoever sends visitors notices
 */
record AdminOptions(String host, int port, @Nullable Secret token, Duration drain) {

    /** None unless it is asked for. */
    static final int NO_PORT = -1;
}
