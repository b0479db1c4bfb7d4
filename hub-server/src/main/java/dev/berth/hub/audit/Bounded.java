package dev.berth.hub.audit;

import org.jspecify.annotations.Nullable;

/** Sanitizes text from outside for storage: one line of limited length. */
final class Bounded {

    private Bounded() {}

    static String text(String raw, int length) {
        StringBuilder clean = new StringBuilder(Math.min(raw.length(), length));
        raw.codePoints()
                .limit(length)
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                        ? '\uFFFD'
                        : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    static @Nullable String optional(@Nullable String raw, int length) {
        return raw == null ? null : text(raw, length);
    }
}
