package dev.berth.spi.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of pages, which are the same for the hub's and the proxy's: a browser must not get another language with every error. */
public final class PageLanguages {

    /** Any Chinese variant is served simplified Chinese, which its readers prefer to English. */
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    /** The available languages, the fallback first; the same as those of the message bundles. */
    public static final List<Locale> ALL = List.of(Locale.ENGLISH, CHINESE);

    private static final int LONGEST_HEADER = 1_000;

    private PageLanguages() {}

    /**
     * The first available one of a browser's languages (RFC 9110, section 12.5.4), otherwise English.
     *
     * @param accepted the Accept-Language header; if it is missing or invalid, the language is English
     */
    public static Locale of(@Nullable String accepted) {
        if (accepted == null || accepted.length() > LONGEST_HEADER) {
            return Locale.ENGLISH;
        }
        try {
            return Locale.LanguageRange.parse(accepted).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> spoken(range.getRange()).stream())
                    .findFirst()
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }

    private static Optional<Locale> spoken(String range) {
        String primary = range.split("-", 2)[0];
        return ALL.stream()
                .filter(language -> language.getLanguage().equals(primary))
                .findFirst();
    }
}
