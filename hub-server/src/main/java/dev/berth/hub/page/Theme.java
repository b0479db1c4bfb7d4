package dev.berth.hub.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The color themes of pages. */
enum Theme {
    /** Follows the person's system. */
    AUTO,
    LIGHT,
    DARK;

    static Optional<Theme> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(theme -> theme.text().equals(text))
                .findFirst();
    }

    /** The value in the cookie, the style sheet and the form. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
