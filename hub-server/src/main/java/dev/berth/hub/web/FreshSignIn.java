package dev.berth.hub.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Remembers in the browser, for a minute and for one page, that a sign-in has just ended. A sign-in with an external provider comes back
 * through that provider's pages, so {@link Navigation} cannot know that it began here.
 */
@Component
public final class FreshSignIn {

    private static final Duration LASTS = Duration.ofMinutes(1);

    private final Links links;

    FreshSignIn(Links links) {
        this.links = links;
    }

    /** The cookie's name as the browser has it. */
    public String cookieName() {
        return links.cookieName("berth-fresh-sign-in");
    }

    /** Sets the mark. */
    public void mark(HttpServletResponse response) {
        keep(response, LASTS);
    }

    /** Whether the mark is there; it is used up. */
    public boolean take(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(cookieName())) {
                keep(response, Duration.ZERO);
                return true;
            }
        }
        return false;
    }

    private void keep(HttpServletResponse response, Duration time) {
        ResponseCookie cookie = ResponseCookie.from(cookieName(), "1")
                .path(links.cookiePath())
                .maxAge(time)
                .secure(links.secure())
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
