package dev.berth.hub.access;

import java.time.Instant;

/**
 * A session or token that is no longer valid.
 *
 * @param hash SHA-256 of its value, in lower-case hex
 * @param until when it would have expired anyway, or can be valid again
 */
public record WithdrawnCredential(String hash, Instant until) {}
