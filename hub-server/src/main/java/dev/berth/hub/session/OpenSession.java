package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live browser session as its owner and administrators see it.
 *
 * @param id public id, such as {@code s12}, which audit events name
 * @param provider by which its owner signed in
 * @param created when they signed in
 * @param lastSeen when it was last used, to the minute or so
 * @param until when it ends by itself, as things stand
 * @param address where they signed in from
 * @param userAgent what their browser called itself; never to be trusted, and escaped where it is shown
 */
public record OpenSession(
        String id,
        String provider,
        Instant created,
        Instant lastSeen,
        Instant until,
        @Nullable String address,
        @Nullable String userAgent) {

    /** Which browser it is, for people. */
    public BrowserName browser() {
        return BrowserName.of(userAgent);
    }
}
