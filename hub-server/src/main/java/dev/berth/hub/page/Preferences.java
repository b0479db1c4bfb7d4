package dev.berth.hub.page;

import dev.berth.hub.web.Links;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * A person's preferences in this browser, both before and after sign-in. Stored in cookies for the hub's own path, so they are never sent
 * to a user's server.
 */
@Component
class Preferences {

    private static final String LANGUAGE = "berth-language";
    private static final String THEME = "berth-theme";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Links links;

    Preferences(Links links) {
        this.links = links;
    }

    Optional<Locale> language(HttpServletRequest request) {
        return values(request, LANGUAGE)
                .flatMap(value -> Languages.of(value).stream())
                .findFirst();
    }

    Theme theme(HttpServletRequest request) {
        return values(request, THEME)
                .flatMap(value -> Theme.of(value).stream())
                .findFirst()
                .orElse(Theme.AUTO);
    }

    void keep(HttpServletResponse response, Locale language) {
        add(response, LANGUAGE, language.toLanguageTag());
    }

    void keep(HttpServletResponse response, Theme theme) {
        add(response, THEME, theme.text());
    }

    private void add(HttpServletResponse response, String name, String value) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path(links.url("/hub/"))
                .maxAge(YEAR)
                .secure(links.secure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static Stream<String> values(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue);
    }
}
