package dev.berth.hub.page;

import dev.berth.spi.route.PageLanguages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of the pages: the one that a person chose in this browser, otherwise that of the browser ({@link PageLanguages}).
 */
@Component("localeResolver")
class Languages implements LocaleResolver {

    private final Preferences preferences;

    Languages(Preferences preferences) {
        this.preferences = preferences;
    }

    /** The language with that tag, such as {@code zh-CN}, if it is available. */
    static Optional<Locale> of(@Nullable String tag) {
        return PageLanguages.ALL.stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return preferences.language(request).orElseGet(() -> PageLanguages.of(request.getHeader("Accept-Language")));
    }

    /** A language is chosen with {@link PreferencesController}, not here. */
    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The language is chosen at " + PreferencesController.PATH);
    }
}
