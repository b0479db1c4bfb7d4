package dev.berth.hub.page;

import dev.berth.spi.text.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are stored in English, such as why a server ended, in the language of the person who views the page. A text that is not known,
 * such as one of a spawner without translations, stays as it is.
 */
public record ReaderTexts(Locale language) {

    public @Nullable String of(@Nullable String english) {
        return english == null ? null : Texts.translated(english, language).orElse(english);
    }
}
