package dev.berth.spi.route;

import java.time.Instant;

/**
 * A credential that is no longer valid, because of a sign-out or because the user was disabled or deleted.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex
 * @param until when the credential would have expired anyway; a proxy can forget the withdrawal after that
 */
public record Withdrawal(String credential, Instant until) {}
