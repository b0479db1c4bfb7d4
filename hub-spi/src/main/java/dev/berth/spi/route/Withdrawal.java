package dev.berth.spi.route;

import java.time.Instant;

/**
 * That a credential is no longer any good: signed out, disabled, deleted.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex
 * @param until when it would have ended by itself; a proxy may forget the withdrawal after that
 */
public record Withdrawal(String credential, Instant until) {}
