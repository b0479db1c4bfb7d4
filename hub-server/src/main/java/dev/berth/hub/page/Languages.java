package dev.berth.hub.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The languages of the pages: the one that a person chose in this browser, else the first of the browser's own that there is, else
 * English. Any Chinese is answered in simplified Chinese, which its readers prefer to English.
 */
@Component("localeResolver")
class Languages implements LocaleResolver {

    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    /** What there is, the fallback first; the message bundles have the same. */
    static final List<Locale> ALL = List.of(Locale.ENGLISH, CHINESE);

    private final Preferences preferences;

    Languages(Preferences preferences) {
        this.preferences = preferences;
    }

    /** The language of that tag, such as {@code zh-CN}, if there is one. */
    static Optional<Locale> of(@Nullable String tag) {
        return ALL.stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return preferences.language(request).orElseGet(() -> ofBrowser(request.getHeader("Accept-Language")));
    }

    /** RFC 9110, section 12.5.4. A header that cannot be read counts as none. */
    static Locale ofBrowser(@Nullable String accepted) {
        if (accepted == null || accepted.length() > 1_000) {
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

    /** A language is chosen with {@link PreferencesController}, not here. */
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The language is chosen at " + PreferencesController.PATH);
    }
}
