package dev.berth.spi.route;

import java.time.Instant;

/**
 * That a credential may use a target until a time.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex; the value itself never leaves the browser's or program's
 *     request
 * @param path path of the route that may be used, as in {@link Route#path}
 * @param until never later than the end of the session or token
 */
public record Grant(String credential, String path, Instant until) {}
