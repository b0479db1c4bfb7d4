package dev.berth.spi.spawn;

import java.util.Objects;

/**
 * Why a server did not start or is no more.
 *
 * @param code stable; shown, counted and translated by it
 * @param detail one sentence: what happened, with the value; no secret, at most {@value #MAX_DETAIL} characters
 */
public record Failure(ReasonCode code, String detail) {

    public static final int MAX_DETAIL = 2_000;

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(detail);
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 1) + "…";
        }
    }
}
