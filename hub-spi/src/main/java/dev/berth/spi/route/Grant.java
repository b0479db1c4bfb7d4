package dev.berth.spi.route;

import java.time.Instant;

/**
 * Permission for a credential to use a route until a given time.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex; the value itself is only in the requests of the browser or
 *     program
 * @param path path of the route, as in {@link Route#path}
 * @param until not later than the end of the session or token
 */
public record Grant(String credential, String path, Instant until) {}
