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
 * The languages of the pages: the one that a person chose in this browser, otherwise the first available one of the browser's languages,
 * otherwise English. Any Chinese variant is served simplified Chinese, which its readers prefer to English.
 */
@Component("localeResolver")
class Languages implements LocaleResolver {

    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    /** The available languages, the fallback first; the same as those of the message bundles. */
    static final List<Locale> ALL = List.of(Locale.ENGLISH, CHINESE);

    private final Preferences preferences;

    Languages(Preferences preferences) {
        this.preferences = preferences;
    }

    /** The language with that tag, such as {@code zh-CN}, if it is available. */
    static Optional<Locale> of(@Nullable String tag) {
        return ALL.stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return preferences.language(request).orElseGet(() -> ofBrowser(request.getHeader("Accept-Language")));
    }

    /** RFC 9110, section 12.5.4. An invalid header counts as missing. */
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
