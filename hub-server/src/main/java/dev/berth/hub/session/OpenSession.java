package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active browser session as shown to its owner and to administrators.
 *
 * @param id public id, such as {@code s12}, which is used in audit events
 * @param provider the provider with which its owner signed in
 * @param created when they signed in
 * @param lastSeen when it was last used, accurate to about a minute
 * @param until when it expires as things stand
 * @param address the address from which they signed in
 * @param userAgent the browser's User-Agent header; untrusted, and escaped where it is shown
 */
public record OpenSession(
        String id,
        String provider,
        Instant created,
        Instant lastSeen,
        Instant until,
        @Nullable String address,
        @Nullable String userAgent) {

    /** The name of the browser, for display. */
    public BrowserName browser() {
        return BrowserName.of(userAgent);
    }
}
