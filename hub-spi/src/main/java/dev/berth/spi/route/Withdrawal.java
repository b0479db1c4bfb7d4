package dev.berth.spi.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential that is no longer valid, because of a sign-out or because the user was disabled or deleted.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex
 * @param until when the credential would have expired anyway; a proxy can forget the withdrawal after that. By the clock of whoever holds
 *     this
 * @param leftMillis how much was left when this was sent; null while it is not on its way
 */
public record Withdrawal(
        String credential, Instant until, @Nullable Long leftMillis) {

    /** A withdrawal that is not on its way. */
    public Withdrawal(String credential, Instant until) {
        this(credential, until, null);
    }

    /** As it is sent now, by the clock that has set its end. */
    public Withdrawal sent(Instant now) {
        return new Withdrawal(credential, until, Lifetime.left(until, now));
    }

    /** As it is kept by who has received it now, by their own clock. */
    public Withdrawal received(Instant now) {
        return new Withdrawal(credential, Lifetime.until(until, leftMillis, now));
    }
}
