package dev.berth.hub.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How pages are coloured. */
enum Theme {
    /** As the person's system is. */
    AUTO,
    LIGHT,
    DARK;

    static Optional<Theme> of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(theme -> theme.text().equals(text))
                .findFirst();
    }

    /** As the cookie, the style sheet and the form have it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
