package dev.berth.proxy.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language of the proxy's own pages, chosen as the hub does before somebody has chosen one (RFC 9110, section 12.5.4). */
final class Languages {

    private static final int LONGEST_HEADER = 1_000;

    /** Any Chinese variant is served simplified Chinese, which its readers prefer to English. */
    private static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private Languages() {}

    /** English if the header is missing or invalid. */
    static Locale of(@Nullable String accepted) {
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
        return ALL.stream().filter(each -> each.getLanguage().equals(primary)).findFirst();
    }
}
