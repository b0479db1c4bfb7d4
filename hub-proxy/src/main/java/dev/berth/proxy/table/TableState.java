package dev.berth.proxy.table;

import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.ProxySettings;
import java.time.Instant;

/**
 * All that a proxy knows, as it lies on disk.
 *
 * @param feed the id of the feed that {@code applied} counts in
 * @param applied number of the last change contained
 * @param lastContact when a hub last answered the feed; how long grants are honoured without a hub counts from it
 */
public record TableState(
        int version, String feed, long applied, Instant lastContact, ProxySettings settings, Snapshot tables) {

    /** The form that this release writes, and the only one it reads. */
    public static final int VERSION = 1;
}
