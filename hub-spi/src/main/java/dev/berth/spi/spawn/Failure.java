package dev.berth.spi.spawn;

import dev.berth.spi.text.Texts;
import java.util.Objects;

/**
 * Why a server did not start or ended.
 *
 * @param code a stable code, by which the failure is displayed, counted and translated
 * @param detail one sentence that says what happened and names the value; it contains no secrets and at most {@value #MAX_DETAIL}
 *     characters; English, and shown in other languages if it is one of the {@link Texts}
 */
public record Failure(ReasonCode code, String detail) {

    public static final int MAX_DETAIL = 2_000;

    /** A failure that pages can show in the reader's language: the detail is the text with this key ({@link Texts#of}). */
    public static Failure of(ReasonCode code, String key, Object... arguments) {
        return new Failure(code, Texts.of(key, arguments));
    }

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(detail);
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 1) + "…";
        }
    }
}
