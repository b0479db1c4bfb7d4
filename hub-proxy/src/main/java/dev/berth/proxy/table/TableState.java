package dev.berth.proxy.table;

import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.ProxySettings;
import java.time.Instant;

/**
 * The complete state of a proxy, as stored on disk.
 *
 * @param feed the id of the feed to which {@code applied} belongs
 * @param applied sequence number of the last change that is included
 * @param lastContact when a hub last responded to the feed; the grace period without a hub counts from it
 */
public record TableState(
        int version, String feed, long applied, Instant lastContact, ProxySettings settings, Snapshot tables) {

    /** The format that this release writes, and the only one that it reads. */
    public static final int VERSION = 1;
}
