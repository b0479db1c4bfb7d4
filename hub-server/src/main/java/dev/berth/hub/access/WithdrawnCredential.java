package dev.berth.hub.access;

import java.time.Instant;

/**
 * A session or token that is no longer any good.
 *
 * @param hash SHA-256 of its value, in lower-case hex
 * @param until when it would have ended by itself
 */
public record WithdrawnCredential(String hash, Instant until) {}
