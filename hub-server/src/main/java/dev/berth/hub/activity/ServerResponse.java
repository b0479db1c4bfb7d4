package dev.berth.hub.activity;

import org.jspecify.annotations.Nullable;

/**
 * The response of a server.
 *
 * @param date the header Date; null if there is none
 */
record ServerResponse(int status, String body, @Nullable String date) {

    /** A kernel takes a few hundred bytes in the list; anything longer is not a valid response. */
    static final int MAX_BODY = 1 << 20;
}
